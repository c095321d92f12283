// Whether the open files are those that lie in the home: one that was exchanged under a desk takes rows that nobody will read.

import { statSync } from "node:fs";

export type InPlace = {
  /**
   * Why nothing may be written any more; null while the database is the one that was opened, and so are the files beside it,
   * without which another process would not see what is written here. A look takes 6 µs.
   */
  fault(): string | null;
};

function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.dev} ${found.ino}` : null;
}

/** `file`: a database that is open, in WAL mode, and was read: the files beside it stay until the last process closes it. */
export function watchPlace(file: string): InPlace {
  const opened = ["", "-wal", "-shm"].map((end) => ({ name: file + end, identity: identityOf(file + end) }));
  return {
    fault() {
      const moved = opened.find(({ name, identity }) => identityOf(name) !== identity);
      return moved ? `${moved.name} was exchanged or removed while it was open` : null;
    },
  };
}
