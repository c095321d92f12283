// Which mounts are a customer's stick: pure, decided on what mountinfo and sysfs said.

import type { Disk } from "./block-device.ts";
import type { Mount } from "./mountinfo.ts";
import { isAtOneOf } from "./port.ts";

/** Where a running system keeps itself: a disk that carries one of these is never a customer's. */
const ownPlaces: ReadonlySet<string> = new Set(
  "/ /boot /boot/efi /efi /etc /usr /usr/local /var /var/lib /var/log /home /root /opt /srv /nix /tmp".split(" "),
);

const networkFileSystem =
  /^(nfs4?|cifs|smb3|smbfs|9p|afs|ceph|coda|ncpfs|davfs2?|fuse\.(sshfs|glusterfs|ceph|davfs2?|rclone|s3fs|smbnetfs|curlftpfs|gvfsd-fuse))$/;

export type Verdict =
  | "usable"
  | "no-disk"
  | "network"
  | "own-disk"
  | "not-removable"
  | "bound"
  | "optical"
  /** A customer's, and at a port that is another terminal's. */
  | "other-port";

/** `ports` null: every stick of the machine is for this terminal. */
export type Mine = {
  /** That the setting names the mount's source: it stands in for a removable disk, and for a port. */
  readonly allowed: boolean;
  readonly ports: readonly string[] | null;
};

export function isOwnPlace(mountPoint: string): boolean {
  return ownPlaces.has(mountPoint);
}

/** Whatever is named, a network drive and the disks that the kiosk runs on stay refused; `ownDisks` are their names. */
export function judge(mount: Mount, disk: Disk | null, ownDisks: ReadonlySet<string>, mine: Mine): Verdict {
  const { allowed, ports } = mine;
  if (networkFileSystem.test(mount.fileSystem) || mount.source.startsWith("//")) return "network";
  if (isOwnPlace(mount.mountPoint)) return "own-disk";
  if (mount.root !== "/") return "bound";
  if (disk === null) return allowed ? "usable" : "no-disk";
  if (ownDisks.has(disk.name)) return "own-disk";
  if (/^sr\d/.test(disk.name)) return "optical";
  if (allowed) return "usable";
  if (!disk.overUsb && !disk.removable) return "not-removable";
  return ports === null || isAtOneOf(disk.port, ports) ? "usable" : "other-port";
}
