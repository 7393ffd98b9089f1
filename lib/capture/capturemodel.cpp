// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capturemodel.h"

#include "capture/capturereader.h"
#include "capture/recordtext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <limits>

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
    m_cache = reader ? std::make_unique<RecordCache>(std::move(reader), reportLater) : nullptr;
    m_first = Seq{1};
    m_committed = m_published = rows.value_or(0);
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

Record CaptureModel::record(int row) const
{
    const RecordCache::Item *found = item(row);
    return found ? found->record : Record{};
}

int CaptureModel::rowOf(Seq seq) const
{
    const qint64 row = toInt(seq) - toInt(m_first);
    return row >= 0 && row < rowsUpTo(m_published) ? static_cast<int>(row) : -1;
}

int CaptureModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : rowsUpTo(m_published);
}

int CaptureModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CaptureModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && (role < SeqRole || role > DetailRole))
        return {};
    const RecordCache::Item *found = item(index.row());
    if (!found)
        return {};
    const qint64 delta = index.row() == 0 ? -1 : found->delta;
    switch (role) {
    case SeqRole:
        return toInt(found->record.seq);
    case TimeRole:
        return qint64{found->record.time.time_since_epoch().count()};
    case DeltaRole:
        return delta;
    case KindRole:
        return static_cast<int>(found->record.kind);
    case DirectionRole:
        return static_cast<int>(found->record.direction);
    case SizeRole:
        return found->record.size;
    case PreviewRole:
        return found->preview;
    case DetailRole:
        return found->record.detail;
    default:
        return displayText(*found, delta, index.column());
    }
}

QString CaptureModel::displayText(const RecordCache::Item &item, qint64 delta, int column)
{
    switch (column) {
    case Number:
        return QString::number(toInt(item.record.seq));
    case Time: {
        const auto time = std::chrono::floor<std::chrono::milliseconds>(item.record.time).time_since_epoch();
        return QDateTime::fromMSecsSinceEpoch(time.count()).toString(u"HH:mm:ss.zzz");
    }
    case Delta:
        return delta < 0 ? QString() : tr("%1 ms").arg(QLocale().toString(static_cast<double>(delta) / 1000.0, 'f', 3));
    case DirectionColumn:
        return displayName(item.record.direction);
    case KindColumn:
        return displayName(item.record.kind);
    case Size:
        return QLocale().toString(item.record.size);
    case Preview:
        return item.preview;
    default:
        return {};
    }
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
                  {DetailRole, "detail"}});
    return names;
}

void CaptureModel::handleCommitted(qint64 rows)
{
    m_committed = std::max(m_committed, rows);
    if (!m_throttle.isActive())
        publish();
}

void CaptureModel::publish()
{
    if (m_committed == m_published)
        return;
    const int before = rowsUpTo(m_published);
    const int after = rowsUpTo(m_committed);
    m_throttle.start();
    if (after > before)
        beginInsertRows({}, before, after - 1);
    m_published = m_committed;
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

int CaptureModel::rowsUpTo(qint64 seq) const
{
    return static_cast<int>(std::clamp<qint64>(seq - toInt(m_first) + 1, 0, std::numeric_limits<int>::max()));
}

const RecordCache::Item *CaptureModel::item(int row) const
{
    return m_cache && row >= 0 && row < rowCount() ? m_cache->item(seqAt(row)) : nullptr;
}

} // namespace sonde
