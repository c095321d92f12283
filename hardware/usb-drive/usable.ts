// Which mounts are a customer's stick: pure, decided on what mountinfo and sysfs said.

import type { Disk } from "./block-device.ts";
import type { Mount } from "./mountinfo.ts";

/** Where a running system keeps itself: a disk that carries one of these is never a customer's. */
const ownPlaces: ReadonlySet<string> = new Set(
  "/ /boot /boot/efi /efi /etc /usr /usr/local /var /var/lib /var/log /home /root /opt /srv /nix /tmp".split(" "),
);

const networkFileSystem =
  /^(nfs4?|cifs|smb3|smbfs|9p|afs|ceph|coda|ncpfs|davfs2?|fuse\.(sshfs|glusterfs|ceph|davfs2?|rclone|s3fs|smbnetfs|curlftpfs|gvfsd-fuse))$/;

export type Verdict = "usable" | "no-disk" | "network" | "own-disk" | "not-removable" | "bound" | "optical";

export function isOwnPlace(mountPoint: string): boolean {
  return ownPlaces.has(mountPoint);
}

/**
 * `allowed` says that the setting names the mount's source, and stands in for a removable disk only: a network drive
 * and the disks that the kiosk runs on stay refused. `ownDisks` are the names of those disks.
 */
export function judge(mount: Mount, disk: Disk | null, ownDisks: ReadonlySet<string>, allowed: boolean): Verdict {
  if (networkFileSystem.test(mount.fileSystem) || mount.source.startsWith("//")) return "network";
  if (isOwnPlace(mount.mountPoint)) return "own-disk";
  if (mount.root !== "/") return "bound";
  if (disk === null) return allowed ? "usable" : "no-disk";
  if (ownDisks.has(disk.name)) return "own-disk";
  if (/^sr\d/.test(disk.name)) return "optical";
  return allowed || disk.overUsb || disk.removable ? "usable" : "not-removable";
}
