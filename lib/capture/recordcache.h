// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QCache>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace sonde {

class CaptureReader;

/// Records as a view shows them, read a page at a time; the pages used last are kept.
class RecordCache final
{
public:
    struct Item
    {
        Record record; ///< Payload cut to the first 512 bytes.
        qint64 delta = -1; ///< µs since the record before, at least 0; -1 for the capture's first.
        QString preview;
    };
    using ErrorHandler = std::function<void(const Error &)>;

    /// `handleError` hears each distinct error once.
    RecordCache(std::shared_ptr<CaptureReader> reader, ErrorHandler handleError);

    /// Null where the record cannot be read. Valid until the next call.
    [[nodiscard]] const Item *item(Seq seq);
    /// The same for records that stand far from each other: reads no others beside it. Its `delta` is -1.
    [[nodiscard]] const Item *single(Seq seq);

    /// Reads what could not be read again when they are asked for. Until then each is tried once only, not for
    /// each cell that is painted.
    void forgetFailures();

private:
    struct Page
    {
        std::vector<Item> items;
        bool isFailed = false;
    };

    struct Single
    {
        Item item;
        bool isFailed = false;
    };

    [[nodiscard]] const Page *load(qint64 number);
    [[nodiscard]] const Single *loadSingle(Seq seq);
    void report(const Error &error);

    std::shared_ptr<CaptureReader> m_reader;
    ErrorHandler m_handleError;
    QCache<qint64, Page> m_pages;
    QCache<qint64, Single> m_singles; ///< By the records' numbers.
    std::vector<Error> m_reported;
};

} // namespace sonde
