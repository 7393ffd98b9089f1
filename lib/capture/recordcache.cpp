// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/recordcache.h"

#include "capture/capturereader.h"
#include "capture/recordtext.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace sonde {

namespace {

constexpr qint64 pageRows = 256;
constexpr qsizetype keptPages = 32;
constexpr qsizetype keptSingles = 2048;

qint64 microseconds(Timestamp later, Timestamp earlier)
{
    // The wall clock may have been set back.
    return std::max<qint64>(0, (later - earlier).count());
}

} // namespace

RecordCache::RecordCache(std::shared_ptr<CaptureReader> reader, ErrorHandler handleError)
    : m_reader(std::move(reader))
    , m_handleError(std::move(handleError))
    , m_pages(keptPages)
    , m_singles(keptSingles)
{
}

const RecordCache::Item *RecordCache::item(Seq seq)
{
    const qint64 index = toInt(seq) - 1;
    const auto place = static_cast<std::size_t>(index % pageRows);
    const Page *page = m_pages.object(index / pageRows);
    // The capture's last page may have been read when it was shorter.
    if (!page || (!page->isFailed && place >= page->items.size()))
        page = load(index / pageRows);
    if (place >= page->items.size() || page->items[place].record.seq != seq)
        return nullptr;
    return &page->items[place];
}

const RecordCache::Item *RecordCache::single(Seq seq)
{
    const Single *found = m_singles.object(toInt(seq));
    if (!found)
        found = loadSingle(seq);
    return found->isFailed || found->item.record.seq != seq ? nullptr : &found->item;
}

void RecordCache::forgetFailures()
{
    const auto forget = [](auto &cache) {
        const auto keys = cache.keys();
        for (const qint64 key : keys) {
            if (cache.object(key)->isFailed)
                cache.remove(key);
        }
    };
    forget(m_pages);
    forget(m_singles);
}

const RecordCache::Page *RecordCache::load(qint64 number)
{
    auto page = std::make_unique<Page>();
    const qint64 first = number * pageRows + 1;
    // One more before the page, for the first delta.
    auto records = m_reader->read(Seq{first - 1}, pageRows + 1);
    if (records) {
        std::optional<Timestamp> before;
        for (Record &record : *records) {
            const auto place = static_cast<std::size_t>(toInt(record.seq) - first);
            const auto delta = before ? microseconds(record.time, *before) : -1;
            before = record.time;
            if (toInt(record.seq) < first)
                continue;
            page->items.resize(place + 1); // Records that another program deleted leave empty items.
            page->items[place] = {std::move(record), delta, {}};
            page->items[place].preview = previewText(page->items[place].record);
        }
    } else {
        page->isFailed = true;
        report(records.error());
    }
    const Page *loaded = page.get();
    m_pages.insert(number, page.release());
    return loaded;
}

const RecordCache::Single *RecordCache::loadSingle(Seq seq)
{
    auto single = std::make_unique<Single>();
    auto records = m_reader->read(seq, 1);
    if (!records) {
        single->isFailed = true;
        report(records.error());
    } else if (!records->empty()) {
        single->item.record = std::move(records->front());
        single->item.preview = previewText(single->item.record);
    }
    const Single *loaded = single.get();
    m_singles.insert(toInt(seq), single.release());
    return loaded;
}

void RecordCache::report(const Error &error)
{
    if (std::ranges::find(m_reported, error) != m_reported.end())
        return;
    m_reported.push_back(error);
    m_handleError(error);
}

} // namespace sonde
