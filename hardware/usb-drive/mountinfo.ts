// /proc/self/mountinfo (proc_pid_mountinfo(5)): what is mounted where, and from which source.

export type Mount = {
  readonly major: number;
  readonly minor: number;
  /** The folder within the file system that is mounted: `/` but for bind mounts. */
  readonly root: string;
  readonly mountPoint: string;
  readonly readOnly: boolean;
  /** `vfat`, `exfat`, `fuseblk`, `fuse.sshfs` and so on. */
  readonly fileSystem: string;
  readonly source: string;
};

/** Lines that are cut off or in a form not known are left out. */
export function parseMountinfo(text: string): readonly Mount[] {
  return text
    .split("\n")
    .map(parseLine)
    .filter((mount) => mount !== null);
}

/** `42 27 8:17 / /media/stick rw,nosuid shared:5 - vfat /dev/sdb1 rw,utf8`: optional fields end at the dash. */
function parseLine(line: string): Mount | null {
  const fields = line.split(" ");
  const dash = fields.indexOf("-", 6);
  const [, , number = "", root, mountPoint, options = ""] = fields;
  const [fileSystem, source, superOptions = ""] = fields.slice(dash + 1);
  const device = /^(\d+):(\d+)$/.exec(number);
  if (dash < 0 || device === null || root === undefined || mountPoint === undefined) return null;
  if (fileSystem === undefined || source === undefined) return null;
  return {
    major: Number(device[1]),
    minor: Number(device[2]),
    root: unescapeOctal(root),
    mountPoint: unescapeOctal(mountPoint),
    readOnly: options.split(",").includes("ro") || superOptions.split(",").includes("ro"),
    fileSystem,
    source: unescapeOctal(source),
  };
}

/** The kernel writes blank, tab, newline and backslash as `\040`. */
function unescapeOctal(field: string): string {
  return field.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** `st_dev` as glibc encodes the two numbers. */
export function deviceNumber({ major, minor }: Mount): bigint {
  const high = BigInt(major);
  const low = BigInt(minor);
  return (low & 0xffn) | ((high & 0xfffn) << 8n) | ((low & ~0xffn) << 12n) | ((high & ~0xfffn) << 32n);
}
