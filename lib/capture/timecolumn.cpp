// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/timecolumn.h"

#include "capture/filterjob.h"

#include <QDateTime>
#include <QLocale>

#include <chrono>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString clockText(Timestamp time, Qt::TimeSpec spec)
{
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(ms.count(), spec).toString(u"HH:mm:ss.zzz");
}

} // namespace

TimeColumn::TimeColumn(QObject *parent)
    : QObject(parent)
{
}

TimeColumn::~TimeColumn() = default;

void TimeColumn::setCapture(const QString &path, qint64 rows)
{
    m_path = path;
    m_rows = rows;
    findConnects();
}

void TimeColumn::setRows(qint64 rows)
{
    m_rows = rows;
    if (m_connects)
        m_connects->setRows(rows);
}

void TimeColumn::setMode(TimeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    findConnects();
    emit changed();
}

void TimeColumn::setReference(Timestamp time)
{
    m_reference = time;
    if (m_mode == TimeMode::SinceSelected)
        emit changed();
}

void TimeColumn::findConnects()
{
    m_connects = nullptr;
    if (m_mode != TimeMode::SinceConnect || m_path.isEmpty())
        return;
    static const Filter filter = Filter::parse(u"kind:open $.accepted=true"_s).value();
    m_connects = std::make_unique<FilterJob>();
    connect(m_connects.get(), &FilterJob::hitsAdded, this, &TimeColumn::changed);
    m_connects->start(m_path, filter, Seq{1}, m_rows);
}

QString TimeColumn::text(Seq seq, Timestamp time, qint64 delta, const TimeOf &timeOf) const
{
    const auto since = [](std::chrono::microseconds duration) {
        const QString seconds = QLocale().toString(double(duration.count()) / 1e6, 'f', 3);
        return tr("%1 s").arg(duration.count() < 0 ? seconds : QString(u'+' + seconds));
    };
    switch (m_mode) {
    case TimeMode::Local:
        return clockText(time, Qt::LocalTime);
    case TimeMode::Utc:
        return clockText(time, Qt::UTC);
    case TimeMode::SinceConnect: {
        const auto handshake = m_connects ? m_connects->hits()->previous(Seq{toInt(seq) + 1}) : std::nullopt;
        const auto begin = handshake ? timeOf(*handshake) : std::nullopt;
        return begin ? since(time - *begin) : QString();
    }
    case TimeMode::SincePrevious:
        return delta < 0 ? QString() : since(std::chrono::microseconds(delta));
    case TimeMode::SinceSelected:
        return since(time - m_reference);
    }
    return {};
}

} // namespace sonde
