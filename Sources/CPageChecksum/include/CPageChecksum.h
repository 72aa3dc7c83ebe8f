#ifndef CPAGECHECKSUM_H
#define CPAGECHECKSUM_H

#include <stdint.h>

// A virtual file system of SQLite ("VFS") that keeps a checksum in every page of a directory's file.
//
// Each page ends with eight reserved bytes, which hold a checksum of the rest and of the page's number. It is written with
// the page, into the write-ahead log too, and compared whenever the page is read; where it differs, reading fails with
// SQLITE_IOERR_DATA. Another program may read the file and move the log into it. What another program writes has no checksums
// and counts as damage. Files of others pass through untouched: a directory is known by its application id.

/// The application id in the header of a directory's file: "MAid".
#define PAGE_CHECKSUM_APPLICATION_ID 0x4D416964
/// How many bytes at the end of each page are reserved for its checksum.
#define PAGE_CHECKSUM_RESERVED 8

/// The name under which SQLite knows the file system.
#define PAGE_CHECKSUM_VFS "mutualaid-pages"
/// The parameter of a file's address that says that a file which is yet empty is to have checksums from its first page on.
#define PAGE_CHECKSUM_NEW "checksums"

/// Makes the file system known to SQLite, above the one that it uses otherwise; once for a process.
///
/// Returns SQLITE_OK, or SQLite's code of an error.
int page_checksum_register(void);

/// Reserves bytes for checksums in a database that is yet empty, or in the copy that VACUUM INTO makes of one.
///
/// `connection` is a `sqlite3 *`. Returns SQLITE_OK, or SQLite's code of an error.
int page_checksum_reserve(void *connection);

/// What became of a comparison of all pages.
struct page_checksum_result {
  /// How many pages the file has.
  int64_t pages;
  /// How many are not as they were written.
  int64_t damaged;
  /// The number of the first of them, from 1; 0 where there is none.
  int64_t first;
};

/// Compares all pages in a connection's file with their checksums.
///
/// `connection` is a `sqlite3 *` that was opened through this file system. Returns SQLITE_OK where all could be read, whether
/// damaged or not; SQLITE_NOTFOUND where the file has no checksums.
int page_checksum_check(void *connection, struct page_checksum_result *result);

#endif
