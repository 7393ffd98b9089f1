// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/batchtable.h"

#include <sqlite3.h>

#include <memory>

namespace sonde {

namespace {

// SQLite passes these structures around by their base, as its interface for virtual tables asks.
struct Table : sqlite3_vtab
{
    const BatchTable *source = nullptr;
};
struct Cursor : sqlite3_vtab_cursor
{
    const BatchTable *source = nullptr;
    std::size_t row = 0;
};

enum Column { Time, KindColumn, DirectionColumn, Detail, Payload };

int connectTable(sqlite3 *database, void *source, int, const char *const *, sqlite3_vtab **table, char **)
{
    const int declared = sqlite3_declare_vtab(database, "CREATE TABLE batch (time, kind, direction, detail, payload)");
    if (declared != SQLITE_OK)
        return declared;
    // Not for triggers and views that somebody may have put into the file.
    sqlite3_vtab_config(database, SQLITE_VTAB_DIRECTONLY);
    auto made = std::make_unique<Table>();
    made->source = static_cast<const BatchTable *>(source);
    *table = made.release();
    return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab *table)
{
    delete static_cast<Table *>(table);
    return SQLITE_OK;
}

int planQuery(sqlite3_vtab *, sqlite3_index_info *)
{
    return SQLITE_OK; // There is only one way: all of it, in order.
}

int openCursor(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    auto made = std::make_unique<Cursor>();
    made->source = static_cast<Table *>(table)->source;
    *cursor = made.release();
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor *cursor)
{
    delete static_cast<Cursor *>(cursor);
    return SQLITE_OK;
}

int rewindCursor(sqlite3_vtab_cursor *cursor, int, const char *, int, sqlite3_value **)
{
    static_cast<Cursor *>(cursor)->row = 0;
    return SQLITE_OK;
}

int moveCursor(sqlite3_vtab_cursor *cursor)
{
    ++static_cast<Cursor *>(cursor)->row;
    return SQLITE_OK;
}

int isAtEnd(sqlite3_vtab_cursor *cursor)
{
    const auto *at = static_cast<const Cursor *>(cursor);
    return at->row >= at->source->entries().size() ? 1 : 0;
}

int readColumn(sqlite3_vtab_cursor *cursor, sqlite3_context *result, int column)
{
    const auto *at = static_cast<const Cursor *>(cursor);
    const Batch::Entry &entry = at->source->entries()[at->row];
    switch (column) {
    case Time:
        sqlite3_result_int64(result, entry.time.time_since_epoch().count());
        break;
    case KindColumn:
        sqlite3_result_int(result, static_cast<int>(entry.kind));
        break;
    case DirectionColumn:
        sqlite3_result_int(result, static_cast<int>(entry.direction));
        break;
    case Detail:
        if (const QByteArrayView detail = at->source->batch().detail(entry); !detail.isEmpty())
            sqlite3_result_text64(result, detail.data(), static_cast<sqlite3_uint64>(detail.size()), SQLITE_STATIC,
                                  SQLITE_UTF8);
        break;
    case Payload: {
        const QByteArrayView payload = at->source->batch().payload(entry);
        // A null pointer would be NULL instead of an empty blob.
        sqlite3_result_blob64(result, payload.isEmpty() ? "" : payload.data(),
                              static_cast<sqlite3_uint64>(payload.size()), SQLITE_STATIC);
        break;
    }
    default:
        break;
    }
    return SQLITE_OK;
}

int readRowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = static_cast<sqlite3_int64>(static_cast<const Cursor *>(cursor)->row);
    return SQLITE_OK;
}

sqlite3_module makeModule()
{
    sqlite3_module module{};
    module.xConnect = connectTable; // No xCreate: the table is there without a CREATE, and cannot be created.
    module.xBestIndex = planQuery;
    module.xDisconnect = disconnectTable;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = rewindCursor;
    module.xNext = moveCursor;
    module.xEof = isAtEnd;
    module.xColumn = readColumn;
    module.xRowid = readRowid;
    return module;
}

} // namespace

int BatchTable::attach(sqlite3 *database)
{
    static const sqlite3_module module = makeModule();
    return sqlite3_create_module_v2(database, "batch", &module, this, nullptr);
}

} // namespace sonde
