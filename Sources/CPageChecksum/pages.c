#include "CPageChecksum.h"
#include "checksum.h"

#include <sqlite3.h>
#include <string.h>

enum { HEADER = 100, LOG_HEADER = 32, FRAME_HEADER = 24 };

// Sizes of pages that are none.
enum {
  /// The file is not one of ours, or has no page yet.
  NO_CHECKSUMS = 0,
  /// The header contradicts itself.
  DAMAGED = -1,
};

/// An open database file or write-ahead log; the file below follows it in memory.
struct page_file {
  sqlite3_file base;
  /// The file below.
  sqlite3_file *below;
  /// Of a log, the database's file; NULL of others.
  struct page_file *database;
  /// Bytes in a page whose checksum is kept, or one of the constants above.
  int page_size;
  /// Room for one page, and how large it is.
  unsigned char *page;
  int room;
  /// Whether the file was empty and is to have checksums, whatever application id its first page has.
  int is_made;
  /// The end of the file as it was last seen; others may have moved it since.
  sqlite3_int64 end;
  /// Of a log, the header of a frame whose page is about to be written, and where it goes; -1 where there is none.
  unsigned char held[FRAME_HEADER];
  sqlite3_int64 held_at;
  /// Of a log, the checksum with which the frame at an offset goes on; -1 where it is not known.
  uint32_t chain[2];
  sqlite3_int64 chain_at;
  /// Of a log, whether its checksums take words with the most significant byte first; -1 where it is not known.
  int is_big_endian;
};

static sqlite3_vfs *below_vfs;
static const sqlite3_io_methods methods;

static struct page_file *ours(sqlite3_file *file) { return (struct page_file *)file; }
static sqlite3_file *below(sqlite3_file *file) { return ours(file)->below; }

static int is_page_size(int size) { return size >= 512 && size <= 65536 && (size & (size - 1)) == 0; }

/// Room for one page; NULL where there is no memory.
static unsigned char *room(struct page_file *file, int size) {
  if (file->room < size) {
    unsigned char *page = sqlite3_realloc(file->page, size);
    if (page == NULL) return NULL;
    file->page = page;
    file->room = size;
  }
  return file->page;
}

/// Finds out from the first page whether the file has checksums.
static void learn(struct page_file *file, const unsigned char *header) {
  if (memcmp(header, "SQLite format 3", 16) != 0) return;
  if (big_endian_32(header + 68) != PAGE_CHECKSUM_APPLICATION_ID) {
    if (!file->is_made) file->page_size = NO_CHECKSUMS;
    return;
  }
  int size = header[16] << 8 | header[17];
  if (size == 1) size = 65536;
  file->page_size = is_page_size(size) && header[20] == PAGE_CHECKSUM_RESERVED ? size : DAMAGED;
}

// MARK: Reading

static int is_as_written(const unsigned char *page, int size, sqlite3_int64 number) {
  return page_checksum(page, size - PAGE_CHECKSUM_RESERVED, (uint64_t)number) == stored_checksum(page, size);
}

static int damage(const char *what, sqlite3_int64 offset) {
  sqlite3_log(SQLITE_IOERR_DATA, "damaged %s at offset %lld", what, offset);
  return SQLITE_IOERR_DATA;
}

static int read_database(struct page_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  int code = file->below->pMethods->xRead(file->below, buffer, amount, offset);
  int size = file->page_size;
  // A page that is cut short is taken for zeros by SQLite.
  if (code == SQLITE_IOERR_SHORT_READ && size > 0 && amount == size) return damage("end of the file", offset);
  if (code != SQLITE_OK) return code;
  if (size > 0 && amount == size && offset % size == 0) {
    return is_as_written(buffer, size, offset / size + 1) ? SQLITE_OK : damage("page", offset);
  }
  if (offset == 0 && amount >= HEADER) {
    learn(file, buffer);
    size = file->page_size;
    if (size == DAMAGED || (size > 0 && amount > HEADER && amount != size)) return damage("header", offset);
    if (amount == size) return is_as_written(buffer, size, 1) ? SQLITE_OK : damage("page", offset);
    return SQLITE_OK;
  }
  // The header is read by itself while others may be writing it; all of its page is read before anything else.
  if (size <= 0 || offset + amount <= HEADER) return SQLITE_OK;
  unsigned char *page = room(file, size);
  if (page == NULL) return SQLITE_NOMEM;
  for (sqlite3_int64 start = offset - offset % size; start < offset + amount; start += size) {
    code = file->below->pMethods->xRead(file->below, page, size, start);
    if (code == SQLITE_IOERR_SHORT_READ) return damage("end of the file", start);
    if (code != SQLITE_OK) return code;
    if (!is_as_written(page, size, start / size + 1)) return damage("page", start);
  }
  return SQLITE_OK;
}

/// Whether a page of the log, and not something else, is at an offset.
static int is_page_of_log(struct page_file *file, int amount, sqlite3_int64 offset) {
  int size = file->database->page_size;
  return size > 0 && amount == size && offset >= LOG_HEADER + FRAME_HEADER
    && (offset - LOG_HEADER - FRAME_HEADER) % (size + FRAME_HEADER) == 0;
}

static int write_held(struct page_file *file);

static int read_log(struct page_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  sqlite3_file *log = file->below;
  int code = write_held(file);
  if (code == SQLITE_OK) code = log->pMethods->xRead(log, buffer, amount, offset);
  if (code != SQLITE_OK || !is_page_of_log(file, amount, offset)) return code;
  unsigned char number[4];
  code = log->pMethods->xRead(log, number, 4, offset - FRAME_HEADER);
  if (code != SQLITE_OK) return code;
  return is_as_written(buffer, amount, big_endian_32(number)) ? SQLITE_OK
                                                              : damage("page of the write-ahead log", offset);
}

static int read_file(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  return ours(file)->database ? read_log(ours(file), buffer, amount, offset)
                              : read_database(ours(file), buffer, amount, offset);
}

// MARK: Writing

static int write_page(struct page_file *file, unsigned char *page, sqlite3_int64 offset) {
  int size = file->page_size;
  store_checksum(
    page, size, page_checksum(page, size - PAGE_CHECKSUM_RESERVED, (uint64_t)(offset / size + 1)));
  int code = file->below->pMethods->xWrite(file->below, page, size, offset);
  if (code == SQLITE_OK && file->end < offset + size) file->end = offset + size;
  return code;
}

/// Writes empty pages up to an offset: pages that were free before they were ever written would be no pages.
static int fill(struct page_file *file, sqlite3_int64 offset) {
  if (offset <= file->end) return SQLITE_OK;
  int code = file->below->pMethods->xFileSize(file->below, &file->end);
  int size = file->page_size;
  sqlite3_int64 start = file->end - file->end % size;
  if (code != SQLITE_OK || start >= offset) return code;
  unsigned char *page = room(file, size);
  if (page == NULL) return SQLITE_NOMEM;
  for (; code == SQLITE_OK && start < offset; start += size) {
    memset(page, 0, (size_t)size);
    code = write_page(file, page, start);
  }
  return code;
}

static int write_database(struct page_file *file, const void *buffer, int amount, sqlite3_int64 offset) {
  if (offset == 0 && amount >= HEADER) learn(file, buffer);
  // The first page that is written says how large all are.
  if (file->is_made && file->page_size == NO_CHECKSUMS && is_page_size(amount) && offset % amount == 0) {
    file->page_size = amount;
  }
  if (file->page_size <= 0 || amount != file->page_size || offset % amount != 0) {
    return file->below->pMethods->xWrite(file->below, buffer, amount, offset);
  }
  int code = fill(file, offset);
  if (code != SQLITE_OK) return code;
  unsigned char *page = room(file, amount);
  if (page == NULL) return SQLITE_NOMEM;
  memcpy(page, buffer, (size_t)amount);
  return write_page(file, page, offset);
}

/// Writes the header of a frame whose page has not followed, as it is.
static int write_held(struct page_file *file) {
  if (file->held_at < 0) return SQLITE_OK;
  sqlite3_int64 offset = file->held_at;
  file->held_at = -1;
  file->chain_at = -1;
  return file->below->pMethods->xWrite(file->below, file->held, FRAME_HEADER, offset);
}

/// Finds the checksum with which the frame at an offset goes on: that of the frame before, or of the log's header.
static int find_chain(struct page_file *file, sqlite3_int64 start, int frame) {
  sqlite3_file *log = file->below;
  int code = SQLITE_OK;
  if (file->is_big_endian < 0) {
    unsigned char header[4];
    code = log->pMethods->xRead(log, header, 4, 0);
    // What could not be read must not be remembered: frames with wrong checksums would be no frames after a crash.
    if (code != SQLITE_OK) return code;
    file->is_big_endian = header[3] & 1;
  }
  if (file->chain_at == start) return SQLITE_OK;
  unsigned char before[8];
  code = log->pMethods->xRead(log, before, 8, start == LOG_HEADER ? 24 : start - frame + 16);
  if (code != SQLITE_OK) return code;
  file->chain[0] = big_endian_32(before);
  file->chain[1] = big_endian_32(before + 4);
  return SQLITE_OK;
}

/// Writes a page into the log with its checksum, so that whatever program moves it into the database moves that too.
///
/// SQLite has counted its own checksum of the frame without ours: it is counted again, on top of that of the frame before
/// as it stands in the log.
static int write_page_of_log(struct page_file *file, const void *buffer, int size, sqlite3_int64 offset) {
  sqlite3_file *log = file->below;
  sqlite3_int64 start = offset - FRAME_HEADER;
  unsigned char *frame = room(file, size + FRAME_HEADER);
  if (frame == NULL) return SQLITE_NOMEM;
  // A page that the same change writes again keeps its header; SQLite counts such frames again when the change ends.
  int is_new = file->held_at == start;
  int code = SQLITE_OK;
  if (is_new) {
    memcpy(frame, file->held, FRAME_HEADER);
    file->held_at = -1;
  } else {
    code = write_held(file);
    if (code == SQLITE_OK) code = log->pMethods->xRead(log, frame, FRAME_HEADER, start);
    if (code != SQLITE_OK) return code;
  }
  unsigned char *page = frame + FRAME_HEADER;
  memcpy(page, buffer, (size_t)size);
  store_checksum(page, size, page_checksum(page, size - PAGE_CHECKSUM_RESERVED, big_endian_32(frame)));
  if (!is_new) return log->pMethods->xWrite(log, page, size, offset);

  code = find_chain(file, start, size + FRAME_HEADER);
  file->chain_at = -1;
  if (code != SQLITE_OK) return code;
  log_checksum(frame, 8, file->is_big_endian, file->chain);
  log_checksum(page, size, file->is_big_endian, file->chain);
  store_big_endian_32(frame + 16, file->chain[0]);
  store_big_endian_32(frame + 20, file->chain[1]);
  code = log->pMethods->xWrite(log, frame, size + FRAME_HEADER, start);
  if (code == SQLITE_OK) file->chain_at = offset + size;
  return code;
}

static int write_log(struct page_file *file, const void *buffer, int amount, sqlite3_int64 offset) {
  if (is_page_of_log(file, amount, offset)) return write_page_of_log(file, buffer, amount, offset);
  int code = write_held(file);
  if (code != SQLITE_OK) return code;
  int size = file->database->page_size;
  if (size > 0 && amount == FRAME_HEADER && offset >= LOG_HEADER
      && (offset - LOG_HEADER) % (size + FRAME_HEADER) == 0) {
    memcpy(file->held, buffer, FRAME_HEADER);
    file->held_at = offset;
    return SQLITE_OK;
  }
  if (offset < LOG_HEADER) file->is_big_endian = -1;
  file->chain_at = -1;
  return file->below->pMethods->xWrite(file->below, buffer, amount, offset);
}

static int write_file(sqlite3_file *file, const void *buffer, int amount, sqlite3_int64 offset) {
  return ours(file)->database ? write_log(ours(file), buffer, amount, offset)
                              : write_database(ours(file), buffer, amount, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
  struct page_file *own = ours(file);
  int code = own->page_size > 0 ? fill(own, size) : write_held(own);
  if (code != SQLITE_OK) return code;
  own->end = 0;
  own->chain_at = -1;
  return own->below->pMethods->xTruncate(own->below, size);
}

// MARK: What the file below does

static int close_file(sqlite3_file *file) {
  write_held(ours(file));
  int code = below(file)->pMethods->xClose(below(file));
  sqlite3_free(ours(file)->page);
  ours(file)->page = NULL;
  return code;
}
static int sync_file(sqlite3_file *file, int flags) {
  int code = write_held(ours(file));
  return code == SQLITE_OK ? below(file)->pMethods->xSync(below(file), flags) : code;
}
static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  int code = write_held(ours(file));
  if (code != SQLITE_OK) return code;
  return below(file)->pMethods->xFileSize(below(file), size);
}
static int lock_file(sqlite3_file *file, int lock) { return below(file)->pMethods->xLock(below(file), lock); }
static int unlock_file(sqlite3_file *file, int lock) { return below(file)->pMethods->xUnlock(below(file), lock); }
static int check_reserved_lock(sqlite3_file *file, int *result) {
  return below(file)->pMethods->xCheckReservedLock(below(file), result);
}
static int control_file(sqlite3_file *file, int operation, void *argument) {
  return below(file)->pMethods->xFileControl(below(file), operation, argument);
}
static int sector_size(sqlite3_file *file) { return below(file)->pMethods->xSectorSize(below(file)); }
static int device_characteristics(sqlite3_file *file) {
  return below(file)->pMethods->xDeviceCharacteristics(below(file));
}
static int map_index(sqlite3_file *file, int region, int size, int extend, void volatile **address) {
  if (below(file)->pMethods->iVersion < 2 || below(file)->pMethods->xShmMap == NULL) return SQLITE_IOERR_SHMMAP;
  return below(file)->pMethods->xShmMap(below(file), region, size, extend, address);
}
static int lock_index(sqlite3_file *file, int offset, int count, int flags) {
  return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}
static void index_barrier(sqlite3_file *file) { below(file)->pMethods->xShmBarrier(below(file)); }
static int unmap_index(sqlite3_file *file, int remove) {
  return below(file)->pMethods->xShmUnmap(below(file), remove);
}
// Pages that are mapped into memory would be read without a look at them.
static int fetch_page(sqlite3_file *file, sqlite3_int64 offset, int amount, void **page) {
  (void)file, (void)offset, (void)amount;
  *page = NULL;
  return SQLITE_OK;
}
static int unfetch_page(sqlite3_file *file, sqlite3_int64 offset, void *page) {
  (void)file, (void)offset, (void)page;
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 3,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = file_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = sector_size,
  .xDeviceCharacteristics = device_characteristics,
  .xShmMap = map_index,
  .xShmLock = lock_index,
  .xShmBarrier = index_barrier,
  .xShmUnmap = unmap_index,
  .xFetch = fetch_page,
  .xUnfetch = unfetch_page,
};

// MARK: The file system

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
  (void)vfs;
  // Journals, sorted rows and the like are as they are below.
  if (name == NULL || (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) {
    return below_vfs->xOpen(below_vfs, name, file, flags, out_flags);
  }
  struct page_file *own = ours(file);
  memset(own, 0, sizeof *own);
  own->held_at = own->chain_at = own->is_big_endian = -1;
  own->below = (sqlite3_file *)(own + 1);
  own->below->pMethods = NULL;
  int code = below_vfs->xOpen(below_vfs, name, own->below, flags, out_flags);
  // SQLite closes a file that has methods, even where opening it failed.
  if (own->below->pMethods != NULL) own->base.pMethods = &methods;
  if (code != SQLITE_OK) return code;
  if (flags & SQLITE_OPEN_WAL) {
    sqlite3_file *database = sqlite3_database_file_object(name);
    if (database != NULL && database->pMethods == &methods) own->database = ours(database);
    return SQLITE_OK;
  }
  sqlite3_int64 size = 0;
  if (sqlite3_uri_boolean(name, PAGE_CHECKSUM_NEW, 0)
      && own->below->pMethods->xFileSize(own->below, &size) == SQLITE_OK && size == 0) {
    own->is_made = 1;
  }
  return SQLITE_OK;
}

static sqlite3_vfs page_vfs;

int page_checksum_register(void) {
  if (sqlite3_vfs_find(PAGE_CHECKSUM_VFS) != NULL) return SQLITE_OK;
  int code = sqlite3_initialize();
  if (code != SQLITE_OK) return code;
  below_vfs = sqlite3_vfs_find(NULL);
  if (below_vfs == NULL) return SQLITE_ERROR;
  // All but opening is done below: SQLite's own file systems look at nothing in what they are called by but this.
  page_vfs = *below_vfs;
  page_vfs.pNext = NULL;
  page_vfs.zName = PAGE_CHECKSUM_VFS;
  page_vfs.szOsFile = (int)sizeof(struct page_file) + below_vfs->szOsFile;
  page_vfs.xOpen = open_file;
  return sqlite3_vfs_register(&page_vfs, 0);
}

int page_checksum_reserve(void *connection) {
  int bytes = PAGE_CHECKSUM_RESERVED;
  return sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

int page_checksum_check(void *connection, struct page_checksum_result *result) {
  memset(result, 0, sizeof *result);
  sqlite3_file *file = NULL;
  int code = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == NULL || file->pMethods != &methods || ours(file)->page_size <= 0) return SQLITE_NOTFOUND;
  int size = ours(file)->page_size;
  sqlite3_int64 end = 0;
  code = below(file)->pMethods->xFileSize(below(file), &end);
  unsigned char *page = sqlite3_malloc(size);
  if (page == NULL) return SQLITE_NOMEM;
  result->pages = (end + size - 1) / size;
  for (sqlite3_int64 number = 1; code == SQLITE_OK && number <= result->pages; number++) {
    sqlite3_int64 offset = (number - 1) * size;
    // SQLite locks bytes of the page at this offset and never writes it.
    if (offset == 0x40000000) continue;
    int is_right = 0;
    // Others may be writing the page just now: it is then whole a moment later.
    for (int attempt = 0; attempt < 3 && !is_right; attempt++) {
      code = below(file)->pMethods->xRead(below(file), page, size, offset);
      if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) break;
      is_right = code == SQLITE_OK && is_as_written(page, size, number);
      code = SQLITE_OK;
    }
    if (code == SQLITE_OK && !is_right) {
      result->damaged += 1;
      if (result->first == 0) result->first = number;
    }
  }
  sqlite3_free(page);
  return code;
}
