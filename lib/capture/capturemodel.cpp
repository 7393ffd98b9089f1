// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturemodel.h"

#include "capture/capturereader.h"
#include "capture/recordtext.h"

#include <QLocale>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace sonde {

using namespace std::chrono_literals;

namespace {

constexpr auto publishInterval = 33ms;
constexpr auto retryInterval = 1s;

} // namespace

CaptureModel::CaptureModel(QObject *parent)
    : QAbstractTableModel(parent)
{
    m_throttle.setSingleShot(true);
    m_throttle.setInterval(publishInterval);
    connect(&m_throttle, &QTimer::timeout, this, &CaptureModel::publish);
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &CaptureModel::retry);
    connect(&m_times, &TimeColumn::changed, this, &CaptureModel::handleTimesChanged);
}

CaptureModel::~CaptureModel() = default;

void CaptureModel::setReader(std::shared_ptr<CaptureReader> reader)
{
    const auto rows = reader ? reader->rows() : Result<qint64>(0);
    beginResetModel();
    m_throttle.stop();
    m_retry.stop();
    // Views ask while they paint, which is no time for whatever a slot may do.
    const auto reportLater = [this](const Error &error) {
        QMetaObject::invokeMethod(
            this, [this, error] { handleError(error); }, Qt::QueuedConnection);
    };
    m_times.setCapture(reader ? reader->path() : QString(), rows.value_or(0));
    m_cache = reader ? std::make_unique<RecordCache>(std::move(reader), reportLater) : nullptr;
    m_first = Seq{1};
    m_committed = m_published = rows.value_or(0);
    m_publishedShown = m_shown ? m_shown->size() : 0;
    endResetModel();
    if (!rows)
        emit errorOccurred(rows.error());
}

void CaptureModel::setFirst(Seq first)
{
    if (first == m_first)
        return;
    beginResetModel();
    m_first = Seq{std::max<qint64>(toInt(first), 1)};
    endResetModel();
}

void CaptureModel::setShown(std::shared_ptr<const RowSet> rows)
{
    if (rows == m_shown)
        return;
    beginResetModel();
    m_shown = std::move(rows);
    m_publishedShown = m_shown ? m_shown->size() : 0;
    m_published = m_committed;
    endResetModel();
}

void CaptureModel::setHits(std::shared_ptr<const RowSet> rows)
{
    if (rows == m_hits)
        return;
    m_hits = std::move(rows);
    m_knownHits = m_hits ? m_hits->size() : 0;
    if (const int count = rowCount(); count > 0)
        emit dataChanged(index(0, 0), index(count - 1, ColumnCount - 1), {IsHitRole});
}

std::optional<Seq> CaptureModel::nextHit(Seq seq) const
{
    if (!m_hits)
        return std::nullopt;
    const qint64 last = m_shown ? toInt(m_shown->size() > 0 ? m_shown->at(m_shown->size() - 1) : Seq{0}) : m_published;
    auto hit = m_hits->next(std::max(seq, Seq{toInt(m_first) - 1}));
    // The sets take turns in leaping over what the other has not.
    while (hit && toInt(*hit) <= last && rowOf(*hit) < 0)
        hit = m_shown ? m_hits->next(Seq{toInt(m_shown->next(*hit).value_or(Seq{last})) - 1}) : std::nullopt;
    return hit && rowOf(*hit) >= 0 ? hit : std::nullopt;
}

std::optional<Seq> CaptureModel::previousHit(Seq seq) const
{
    if (!m_hits)
        return std::nullopt;
    auto hit = m_hits->previous(seq);
    while (hit && *hit >= m_first && rowOf(*hit) < 0) {
        const auto shown = m_shown ? m_shown->previous(*hit) : std::nullopt;
        hit = m_hits->previous(Seq{shown ? toInt(*shown) + 1 : m_published + 1});
        if (m_shown && !shown)
            return std::nullopt;
    }
    return hit && rowOf(*hit) >= 0 ? hit : std::nullopt;
}

void CaptureModel::setMarks(const Marks &marks)
{
    m_marks = marks;
    if (const int count = rowCount(); count > 0)
        emit dataChanged(index(0, 0), index(count - 1, ColumnCount - 1), {MarkRole});
}

Record CaptureModel::record(int row) const
{
    const RecordCache::Item *found = item(row);
    return found ? found->record : Record{};
}

Seq CaptureModel::seqAt(int row) const
{
    if (!m_shown)
        return Seq{toInt(m_first) + row};
    const qint64 index = hiddenBefore(m_publishedShown) + row;
    return row >= 0 && index < m_publishedShown ? m_shown->at(index) : Seq{0};
}

int CaptureModel::rowOf(Seq seq) const
{
    const bool isIn = seq >= m_first && (!m_shown || m_shown->contains(seq));
    const int row = isIn ? rowsBefore(seq) : -1;
    return row < rowCount() ? row : -1;
}

int CaptureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : countRows(m_published, m_publishedShown);
}

int CaptureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CaptureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return displayText(index.row(), index.column());
    return role >= SeqRole && role <= MarkRole ? cell(index.row(), role) : QVariant();
}

QVariant CaptureModel::cell(int row, int role) const
{
    if (role == IsHitRole)
        return m_hits && m_hits->contains(seqAt(row));
    if (role == MarkRole) {
        const auto mark = m_marks.find(seqAt(row));
        return mark == m_marks.end() ? QVariant() : mark->second;
    }
    const RecordCache::Item *found = item(row);
    if (!found)
        return {};
    switch (role) {
    case SeqRole:
        return toInt(found->record.seq);
    case TimeRole:
        return qint64{found->record.time.time_since_epoch().count()};
    case DeltaRole:
        return delta(row);
    case KindRole:
        return static_cast<int>(found->record.kind);
    case DirectionRole:
        return static_cast<int>(found->record.direction);
    case SizeRole:
        return found->record.size;
    case PreviewRole:
        return found->preview;
    default:
        return found->record.detail;
    }
}

/// µs since the row before, at least 0; -1 in the first row, or where one of them cannot be read.
qint64 CaptureModel::delta(int row) const
{
    const RecordCache::Item *found = row > 0 ? item(row) : nullptr;
    if (!found || !m_shown)
        return found ? found->delta : -1;
    const Timestamp time = found->record.time;
    const RecordCache::Item *before = item(row - 1);
    return before ? std::max<qint64>((time - before->record.time).count(), 0) : -1;
}

QString CaptureModel::displayText(int row, int column) const
{
    const RecordCache::Item *found = item(row);
    if (!found)
        return {};
    switch (column) {
    case Number:
        return QString::number(toInt(found->record.seq));
    case Time:
        return timeText(found->record.seq, found->record.time, row);
    case Delta: {
        const qint64 us = delta(row);
        return us < 0 ? QString() : tr("%1 ms").arg(QLocale().toString(static_cast<double>(us) / 1000.0, 'f', 3));
    }
    case DirectionColumn:
        return displayName(found->record.direction);
    case KindColumn:
        return displayName(found->record.kind);
    case Size:
        return sizeText(found->record);
    case Preview:
        return found->preview;
    default:
        return {};
    }
}

QString CaptureModel::timeText(Seq seq, Timestamp time, int row) const
{
    const auto timeOf = [this](Seq other) {
        const RecordCache::Item *found = m_cache->single(other);
        return found ? std::optional(found->record.time) : std::nullopt;
    };
    return m_times.text(seq, time, m_times.mode() == TimeMode::SincePrevious ? delta(row) : -1, timeOf);
}

QVariant CaptureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        const bool isNumeric = section == Number || section == Time || section == Delta || section == Size;
        return int((isNumeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case Delta:
        return tr("Delta");
    case DirectionColumn:
        return tr("Dir.", "direction");
    case KindColumn:
        return tr("Kind");
    case Size:
        return tr("Size");
    case Preview:
        return tr("Preview");
    default:
        return {};
    }
}

QHash<int, QByteArray> CaptureModel::roleNames() const
{
    auto names = QAbstractTableModel::roleNames();
    names.insert({{SeqRole, "seq"},
                  {TimeRole, "time"},
                  {DeltaRole, "delta"},
                  {KindRole, "kind"},
                  {DirectionRole, "direction"},
                  {SizeRole, "size"},
                  {PreviewRole, "preview"},
                  {DetailRole, "detail"},
                  {IsHitRole, "isHit"},
                  {MarkRole, "mark"}});
    return names;
}

void CaptureModel::handleCommitted(qint64 rows)
{
    m_committed = std::max(m_committed, rows);
    m_times.setRows(m_committed);
    publishSoon();
}

void CaptureModel::handleShownAdded()
{
    publishSoon();
}

void CaptureModel::handleHitsAdded()
{
    if (!m_hits || m_hits->size() <= m_knownHits)
        return;
    const int first = rowsBefore(m_hits->at(m_knownHits));
    const int last = std::min(rowsBefore(m_hits->at(m_hits->size() - 1)), rowCount() - 1);
    m_knownHits = m_hits->size();
    if (first <= last)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1), {IsHitRole});
}

void CaptureModel::handleTimesChanged()
{
    if (const int count = rowCount(); count > 0)
        emit dataChanged(index(0, Time), index(count - 1, Time), {Qt::DisplayRole});
}

void CaptureModel::publishSoon()
{
    // After a pause what comes next may be shown at once, too: it is likely to be the answer.
    const bool isPause = !m_throttle.isActive();
    if (isPause || m_isAnswerDue)
        publish();
    m_isAnswerDue = isPause && m_throttle.isActive();
}

void CaptureModel::publish()
{
    const qint64 shown = m_shown ? m_shown->size() : 0;
    if (m_committed == m_published && shown == m_publishedShown)
        return;
    const int before = rowCount();
    const int after = countRows(m_committed, shown);
    m_throttle.start();
    if (after > before)
        beginInsertRows({}, before, after - 1);
    m_published = m_committed;
    m_publishedShown = shown;
    if (after > before)
        endInsertRows();
}

void CaptureModel::retry()
{
    if (!m_cache)
        return;
    m_cache->forgetFailures();
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
}

void CaptureModel::handleError(const Error &error)
{
    m_retry.start();
    emit errorOccurred(error);
}

/// How many rows there are where `committed` records are in the file and `shown` of the set are taken.
int CaptureModel::countRows(qint64 committed, qint64 shown) const
{
    const qint64 rows = m_shown ? shown - hiddenBefore(shown) : committed - toInt(m_first) + 1;
    return static_cast<int>(std::clamp<qint64>(rows, 0, std::numeric_limits<int>::max()));
}

/// How many of the set's first `shown` are before the first record.
qint64 CaptureModel::hiddenBefore(qint64 shown) const
{
    return std::min(m_shown->rank(m_first), shown);
}

/// How many rows would be before `seq`, published or not.
int CaptureModel::rowsBefore(Seq seq) const
{
    const qint64 rows = m_shown ? m_shown->rank(seq) - m_shown->rank(m_first) : toInt(seq) - toInt(m_first);
    return static_cast<int>(std::clamp<qint64>(rows, 0, std::numeric_limits<int>::max()));
}

const RecordCache::Item *CaptureModel::item(int row) const
{
    if (!m_cache || row < 0 || row >= rowCount())
        return nullptr;
    // What a filter shows may stand anywhere.
    return m_shown ? m_cache->single(seqAt(row)) : m_cache->item(seqAt(row));
}

} // namespace sonde
