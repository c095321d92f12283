// Preloaded into a program: of the file operations below one folder, the i-th fails, or ends the process there.
//
// CHANGGU_FAULTS_UNDER  the folder
// CHANGGU_FAULTS        a file of eight 64-bit integers, mapped: see failing-calls.ts, which reads and writes it

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { OPEN, WRITE, READ, SYNC, RENAME, LINK, UNLINK, MKDIR, RMDIR, TRUNCATE };

struct control {
  int64_t at;     // from 1 on; 0: nothing fails
  int64_t code;   // errno; 0: SIGKILL
  int64_t sticky; // everything behind it fails as well, as when a stick is out
  int64_t done;   // the operation takes place, and fails all the same
  int64_t count;  // operations so far
  int64_t fired;  // 1 + the kind of the one that failed
  int64_t seen;   // a bit for each kind that was counted
  int64_t spare;
};

static struct control *control;
static char under[PATH_MAX];
static size_t length;

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("CHANGGU_FAULTS_UNDER"), *file = getenv("CHANGGU_FAULTS");
  if (!folder || !file || !realpath(folder, under)) return;
  length = strlen(under);
  int fd = open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map != MAP_FAILED) control = map;
}

static int below(const char *path) {
  return control && strncmp(path, under, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int fd_below(int fd) {
  if (!control) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t read = readlink(link, path, sizeof path - 1);
  if (read < 0) return 0;
  path[read] = 0;
  return below(path);
}

// Whether this operation fails; its errno is set then.
static int fails(enum kind kind) {
  int64_t number = __atomic_add_fetch(&control->count, 1, __ATOMIC_SEQ_CST);
  __atomic_or_fetch(&control->seen, 1 << kind, __ATOMIC_SEQ_CST);
  if (control->at == 0 || number < control->at || (number > control->at && !control->sticky)) return 0;
  if (number == control->at) control->fired = 1 + kind;
  if (control->code == 0) kill(getpid(), SIGKILL);
  errno = (int)control->code;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define OR_FAIL(concerned, kind, act)                                                                                  \
  do {                                                                                                                 \
    if (!(concerned)) return act;                                                                                      \
    if (!fails(kind)) return act;                                                                                      \
    int why = errno;                                                                                                   \
    if (control->done && !control->sticky) (void)!act;                                                                 \
    errno = why;                                                                                                       \
    return -1;                                                                                                         \
  } while (0)

ssize_t write(int fd, const void *bytes, size_t size) { OR_FAIL(fd_below(fd), WRITE, REAL(write)(fd, bytes, size)); }
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  OR_FAIL(fd_below(fd), WRITE, REAL(pwrite)(fd, bytes, size, at));
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  OR_FAIL(fd_below(fd), WRITE, REAL(pwrite64)(fd, bytes, size, at));
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  OR_FAIL(fd_below(fd), WRITE, REAL(pwritev)(fd, parts, count, at));
}
ssize_t read(int fd, void *bytes, size_t size) { OR_FAIL(fd_below(fd), READ, REAL(read)(fd, bytes, size)); }
ssize_t pread(int fd, void *bytes, size_t size, off_t at) {
  OR_FAIL(fd_below(fd), READ, REAL(pread)(fd, bytes, size, at));
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t at) {
  OR_FAIL(fd_below(fd), READ, REAL(pread64)(fd, bytes, size, at));
}
int fsync(int fd) { OR_FAIL(fd_below(fd), SYNC, REAL(fsync)(fd)); }
int fdatasync(int fd) { OR_FAIL(fd_below(fd), SYNC, REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t size) { OR_FAIL(fd_below(fd), TRUNCATE, REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { OR_FAIL(fd_below(fd), TRUNCATE, REAL(ftruncate64)(fd, size)); }
int rename(const char *from, const char *to) {
  OR_FAIL(below(from) || below(to), RENAME, REAL(rename)(from, to));
}
int link(const char *from, const char *to) { OR_FAIL(below(to), LINK, REAL(link)(from, to)); }
int unlink(const char *path) { OR_FAIL(below(path), UNLINK, REAL(unlink)(path)); }
int mkdir(const char *path, mode_t mode) { OR_FAIL(below(path), MKDIR, REAL(mkdir)(path, mode)); }
int rmdir(const char *path) { OR_FAIL(below(path), RMDIR, REAL(rmdir)(path)); }

static mode_t mode_in(int flags, va_list more) {
  return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}
int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_in(flags, more);
  va_end(more);
  OR_FAIL(below(path), OPEN, REAL(open)(path, flags, mode));
}
int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = mode_in(flags, more);
  va_end(more);
  OR_FAIL(below(path), OPEN, REAL(open64)(path, flags, mode));
}
