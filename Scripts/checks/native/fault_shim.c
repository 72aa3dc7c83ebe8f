// Makes the n-th call of one kind fail, for Scripts/checks/fault_injection.py, which loads it before a program
// (LD_PRELOAD). Calls on files count when the file lies in the folder watched; allocations when SQLite or libxml2 asks.
//
//   FAULT_FOLDER   only files whose paths begin so are watched
//   FAULT_KIND     read, write, sync, open, lock, truncate, rename, unlink, map, sqlite-memory or xml-memory
//   FAULT_NUMBER   which call fails, from 1; 0 for none: then calls are only counted
//   FAULT_LASTS    1 where every later call fails as well
//   FAULT_ERRNO    the error
//   FAULT_REPORT   a file that is given the number of calls, when the program ends in good order

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { most_descriptors = 4096 };

static atomic_char is_watched[most_descriptors];
static atomic_long calls;
static const char *folder, *kind, *report;
static long number;
static int lasts, error_number, is_started;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

// Whether this call is the one that fails.
static int fails(const char *called) {
  if (!kind || strcmp(kind, called) != 0) return 0;
  long call = atomic_fetch_add(&calls, 1) + 1;
  return number > 0 && (call == number || (lasts && call > number));
}

static int fails_on(int descriptor, const char *called) {
  if (descriptor < 0 || descriptor >= most_descriptors || !is_watched[descriptor]) return 0;
  if (!fails(called)) return 0;
  errno = error_number;
  return 1;
}

static int is_in_folder(const char *path) { return folder && path && strncmp(path, folder, strlen(folder)) == 0; }

// MARK: Files

static int opened(int descriptor, const char *path) {
  if (descriptor >= 0 && descriptor < most_descriptors) is_watched[descriptor] = is_in_folder(path);
  return descriptor;
}

// One body for those that start from the working folder and those that start from another: PARAMETER,
// TYPE and START are what comes before the path.
#define AND(FIRST) FIRST,
#define OPEN(NAME, PARAMETER, TYPE, START)                                           \
  int NAME(PARAMETER const char *path, int flags, ...) {                             \
    static int (*real)(TYPE const char *, int, ...);                                 \
    if (!real) real = (int (*)(TYPE const char *, int, ...))next(#NAME);             \
    va_list rest;                                                                    \
    va_start(rest, flags);                                                           \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;          \
    va_end(rest);                                                                    \
    if (is_in_folder(path) && fails("open")) {                                       \
      errno = error_number;                                                          \
      return -1;                                                                     \
    }                                                                                \
    return opened(real(START path, flags, mode), path);                              \
  }
OPEN(open, , , )
OPEN(open64, , , )
OPEN(openat, AND(int start), AND(int), AND(start))
OPEN(openat64, AND(int start), AND(int), AND(start))

int close(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))next("close");
  if (descriptor >= 0 && descriptor < most_descriptors) is_watched[descriptor] = 0;
  return real(descriptor);
}

ssize_t read(int descriptor, void *bytes, size_t count) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t))next("read");
  return fails_on(descriptor, "read") ? -1 : real(descriptor, bytes, count);
}

#define PREAD(NAME, OFFSET)                                                          \
  ssize_t NAME(int descriptor, void *bytes, size_t count, OFFSET offset) {           \
    static ssize_t (*real)(int, void *, size_t, OFFSET);                             \
    if (!real) real = (ssize_t(*)(int, void *, size_t, OFFSET))next(#NAME);          \
    return fails_on(descriptor, "read") ? -1 : real(descriptor, bytes, count, offset); \
  }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

// A write that fails leaves half of its bytes in the file, as a disk does that is full.

ssize_t write(int descriptor, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t))next("write");
  if (!fails_on(descriptor, "write")) return real(descriptor, bytes, count);
  (void)real(descriptor, bytes, count / 2);
  errno = error_number;
  return -1;
}

#define PWRITE(NAME, OFFSET)                                                         \
  ssize_t NAME(int descriptor, const void *bytes, size_t count, OFFSET offset) {     \
    static ssize_t (*real)(int, const void *, size_t, OFFSET);                       \
    if (!real) real = (ssize_t(*)(int, const void *, size_t, OFFSET))next(#NAME);    \
    if (!fails_on(descriptor, "write")) return real(descriptor, bytes, count, offset); \
    (void)real(descriptor, bytes, count / 2, offset);                                \
    errno = error_number;                                                            \
    return -1;                                                                       \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

int fsync(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))next("fsync");
  return fails_on(descriptor, "sync") ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))next("fdatasync");
  return fails_on(descriptor, "sync") ? -1 : real(descriptor);
}

#define FCNTL(NAME)                                                                  \
  int NAME(int descriptor, int command, ...) {                                       \
    static int (*real)(int, int, ...);                                               \
    if (!real) real = (int (*)(int, int, ...))next(#NAME);                           \
    va_list rest;                                                                    \
    va_start(rest, command);                                                         \
    void *argument = va_arg(rest, void *);                                           \
    va_end(rest);                                                                    \
    if ((command == F_SETLK || command == F_SETLKW) && fails_on(descriptor, "lock")) return -1; \
    return real(descriptor, command, argument);                                      \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

#define FTRUNCATE(NAME, OFFSET)                                                      \
  int NAME(int descriptor, OFFSET size) {                                            \
    static int (*real)(int, OFFSET);                                                 \
    if (!real) real = (int (*)(int, OFFSET))next(#NAME);                             \
    return fails_on(descriptor, "truncate") ? -1 : real(descriptor, size);           \
  }
FTRUNCATE(ftruncate, off_t)
FTRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
  static int (*real)(const char *, const char *);
  if (!real) real = (int (*)(const char *, const char *))next("rename");
  if (!is_in_folder(to) || !fails("rename")) return real(from, to);
  errno = error_number;
  return -1;
}

int unlink(const char *path) {
  static int (*real)(const char *);
  if (!real) real = (int (*)(const char *))next("unlink");
  if (!is_in_folder(path) || !fails("unlink")) return real(path);
  errno = error_number;
  return -1;
}

#define MMAP(NAME, OFFSET)                                                           \
  void *NAME(void *start, size_t size, int protection, int flags, int descriptor, OFFSET offset) { \
    static void *(*real)(void *, size_t, int, int, int, OFFSET);                     \
    if (!real) real = (void *(*)(void *, size_t, int, int, int, OFFSET))next(#NAME); \
    if (!(flags & MAP_ANONYMOUS) && fails_on(descriptor, "map")) return MAP_FAILED;  \
    return real(start, size, protection, flags, descriptor, offset);                 \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

// MARK: Memory

// As sqlite3.h has it.
struct sqlite_memory {
  void *(*allocate)(int);
  void (*release)(void *);
  void *(*reallocate)(void *, int);
  int (*size)(void *);
  int (*rounded)(int);
  int (*begin)(void *);
  void (*end)(void *);
  void *context;
};
enum { sqlite_set_memory = 4, sqlite_get_memory = 5 };

static struct sqlite_memory usual;

static void *sqlite_allocate(int count) { return fails("sqlite-memory") ? NULL : usual.allocate(count); }
static void *sqlite_reallocate(void *block, int count) {
  return fails("sqlite-memory") ? NULL : usual.reallocate(block, count);
}

static int xml_fails(void) { return is_started && fails("xml-memory"); }
static void *xml_allocate(size_t count) { return xml_fails() ? NULL : malloc(count); }
static void *xml_reallocate(void *block, size_t count) { return xml_fails() ? NULL : realloc(block, count); }
static char *xml_duplicate(const char *text) { return xml_fails() ? NULL : strdup(text); }

static void take_memory(void) {
  int (*configure)(int, ...) = (int (*)(int, ...))dlsym(RTLD_DEFAULT, "sqlite3_config");
  if (configure && strcmp(kind, "sqlite-memory") == 0 && configure(sqlite_get_memory, &usual) == 0) {
    struct sqlite_memory ours = usual;
    ours.allocate = sqlite_allocate;
    ours.reallocate = sqlite_reallocate;
    configure(sqlite_set_memory, &ours);
  }
  int (*set_up)(void (*)(void *), void *(*)(size_t), void *(*)(void *, size_t), char *(*)(const char *)) =
      (int (*)(void (*)(void *), void *(*)(size_t), void *(*)(void *, size_t), char *(*)(const char *)))dlsym(
          RTLD_DEFAULT, "xmlMemSetup");
  // libxml2 does not check what it allocates once for itself (mutexes, names of encodings, the built-in types of schemas):
  // it does so here, before anything fails.
  void (*start)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "xmlInitParser");
  void (*start_types)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "xmlSchemaInitTypes");
  if (set_up && start && start_types && strcmp(kind, "xml-memory") == 0) {
    set_up(free, xml_allocate, xml_reallocate, xml_duplicate);
    start();
    start_types();
    is_started = 1;
  }
}

// MARK: Beginning and end

__attribute__((constructor)) static void begin(void) {
  const char *text;
  folder = getenv("FAULT_FOLDER");
  report = getenv("FAULT_REPORT");
  number = (text = getenv("FAULT_NUMBER")) ? atol(text) : 0;
  lasts = (text = getenv("FAULT_LASTS")) ? atoi(text) : 0;
  error_number = (text = getenv("FAULT_ERRNO")) ? atoi(text) : EIO;
  kind = getenv("FAULT_KIND");
  if (kind) take_memory();
}

__attribute__((destructor)) static void end(void) {
  FILE *file = report ? fopen(report, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}
