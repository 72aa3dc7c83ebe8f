// A loader as one would write it in C: libxml2's push parser, the fields of each unit, and SQLite with a table of units, an
// R*Tree of their positions and a unique index of their ids, in one transaction, with the fastest pragmas there are: the
// file is neither synchronised nor journalled. It checks nothing. Prints how many units it loaded and a sum to compare.
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
  char id[160], name[512], organisation[160], staffing[32];
  double latitude, longitude;
  int turnout;
} station;

static struct {
  char id[160], name[512], type[64], call_sign[64], capabilities[512];
  int crew;
} unit;

static int in_station, in_unit;
static char *destination;
static size_t capacity, used;
static size_t units;
static double sum;
static sqlite3 *database;
static sqlite3_stmt *insert_unit, *insert_place;

static void copy(char *to, size_t size, const xmlChar *from, const xmlChar *end) {
  size_t length = (size_t)(end - from);
  if (length >= size) length = size - 1;
  memcpy(to, from, length);
  to[length] = 0;
}

static void append(char *to, size_t size, const char *separator, const xmlChar *from, const xmlChar *end) {
  size_t length = strlen(to);
  if (length > 0) length += (size_t)snprintf(to + length, size - length, "%s", separator);
  if (length < size) copy(to + length, size - length, from, end);
}

static double number(const xmlChar *from, const xmlChar *end) {
  char digits[64];
  copy(digits, sizeof digits, from, end);
  return strtod(digits, NULL);
}

static void read_into(char *to, size_t size) {
  destination = to;
  capacity = size;
  used = 0;
}

static void start(void *context, const xmlChar *xml_name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                  const xmlChar **namespaces, int attribute_count, int default_count, const xmlChar **values) {
  (void)context; (void)prefix; (void)uri; (void)namespace_count; (void)namespaces; (void)default_count;
  const char *name = (const char *)xml_name;
  destination = NULL;
  if (!strcmp(name, "station")) {
    memset(&station, 0, sizeof station);
    in_station = 1;
  } else if (!strcmp(name, "unit")) {
    memset(&unit, 0, sizeof unit);
    in_unit = 1;
  } else if (!strcmp(name, "name") && in_station) {
    if (in_unit) read_into(unit.name, sizeof unit.name);
    else read_into(station.name, sizeof station.name);
  }
  for (int index = 0; index < attribute_count; index++, values += 5) {
    const char *key = (const char *)values[0];
    const xmlChar *from = values[3], *end = values[4];
    if (!strcmp(name, "unit")) {
      if (!strcmp(key, "id")) copy(unit.id, sizeof unit.id, from, end);
      else if (!strcmp(key, "type")) copy(unit.type, sizeof unit.type, from, end);
      else if (!strcmp(key, "call-sign")) copy(unit.call_sign, sizeof unit.call_sign, from, end);
    } else if (!strcmp(name, "capability") && in_unit) {
      append(unit.capabilities, sizeof unit.capabilities, !strcmp(key, "level") ? ">=" : " ", from, end);
    } else if (!strcmp(name, "crew") && in_unit) {
      if (!strcmp(key, "size")) unit.crew = (int)number(from, end);
    } else if (!strcmp(name, "station")) {
      if (!strcmp(key, "id")) copy(station.id, sizeof station.id, from, end);
      else if (!strcmp(key, "organisation")) copy(station.organisation, sizeof station.organisation, from, end);
    } else if (!strcmp(name, "position")) {
      if (!strcmp(key, "lat")) station.latitude = number(from, end);
      else if (!strcmp(key, "lon")) station.longitude = number(from, end);
    } else if (!strcmp(name, "staffing")) {
      if (!strcmp(key, "kind")) copy(station.staffing, sizeof station.staffing, from, end);
    } else if (!strcmp(name, "turnout")) {
      if (!strcmp(key, "seconds")) station.turnout = (int)number(from, end);
    }
  }
}

static void check(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  fprintf(stderr, "%s\n", sqlite3_errmsg(database));
  exit(1);
}

static void bind_text(int column, const char *value) {
  check(sqlite3_bind_text(insert_unit, column, value, -1, SQLITE_STATIC));
}

static void store_unit(void) {
  units++;
  sum += station.latitude + station.longitude + unit.crew;
  check(sqlite3_bind_int64(insert_unit, 1, (sqlite3_int64)units));
  bind_text(2, unit.id);
  bind_text(3, unit.name);
  bind_text(4, unit.type);
  bind_text(5, unit.call_sign);
  bind_text(6, unit.capabilities);
  check(sqlite3_bind_int(insert_unit, 7, unit.crew));
  bind_text(8, station.id);
  bind_text(9, station.name);
  bind_text(10, station.organisation);
  bind_text(11, station.staffing);
  check(sqlite3_bind_int(insert_unit, 12, station.turnout));
  check(sqlite3_bind_double(insert_unit, 13, station.latitude));
  check(sqlite3_bind_double(insert_unit, 14, station.longitude));
  check(sqlite3_step(insert_unit));
  check(sqlite3_reset(insert_unit));
  check(sqlite3_bind_int64(insert_place, 1, (sqlite3_int64)units));
  check(sqlite3_bind_double(insert_place, 2, station.longitude));
  check(sqlite3_bind_double(insert_place, 3, station.latitude));
  check(sqlite3_step(insert_place));
  check(sqlite3_reset(insert_place));
}

static void end(void *context, const xmlChar *xml_name, const xmlChar *prefix, const xmlChar *uri) {
  (void)context; (void)prefix; (void)uri;
  const char *name = (const char *)xml_name;
  destination = NULL;
  if (!strcmp(name, "unit")) {
    store_unit();
    in_unit = 0;
  } else if (!strcmp(name, "station")) {
    in_station = 0;
  }
}

static void text(void *context, const xmlChar *characters, int length) {
  (void)context;
  if (!destination) return;
  size_t size = (size_t)length;
  if (used + size >= capacity) size = capacity - 1 - used;
  memcpy(destination + used, characters, size);
  used += size;
  destination[used] = 0;
}

int main(int count, char **arguments) {
  if (count != 3) { fprintf(stderr, "usage: load FILE DATABASE\n"); return 2; }
  FILE *file = fopen(arguments[1], "rb");
  if (!file) { perror(arguments[1]); return 1; }
  check(sqlite3_open(arguments[2], &database));
  check(sqlite3_exec(database,
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -400000;"
    "CREATE TABLE unit (key INTEGER PRIMARY KEY, id TEXT, name TEXT, type TEXT, call_sign TEXT, capabilities TEXT,"
    " crew INTEGER, station TEXT, station_name TEXT, organisation TEXT, staffing TEXT, turnout INTEGER, latitude REAL,"
    " longitude REAL);"
    "CREATE VIRTUAL TABLE place USING rtree (key, west, east, south, north);"
    "BEGIN", NULL, NULL, NULL));
  check(sqlite3_prepare_v2(
    database, "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &insert_unit, NULL));
  check(sqlite3_prepare_v2(database, "INSERT INTO place VALUES (?1, ?2, ?2, ?3, ?3)", -1, &insert_place, NULL));
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = text;
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
  static char chunk[1 << 16];
  size_t size;
  while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
    if (xmlParseChunk(parser, chunk, (int)size, 0)) return 1;
  if (xmlParseChunk(parser, chunk, 0, 1)) return 1;
  xmlFreeParserCtxt(parser);
  fclose(file);
  check(sqlite3_exec(database, "CREATE UNIQUE INDEX unit_id ON unit (id); COMMIT", NULL, NULL, NULL));
  check(sqlite3_finalize(insert_unit));
  check(sqlite3_finalize(insert_place));
  check(sqlite3_close(database));
  printf("units=%zu sum=%.6f\n", units, sum);
  return 0;
}
