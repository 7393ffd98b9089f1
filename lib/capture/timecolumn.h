// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace sonde {

class FilterJob;

/// What the column Time of a log shows.
enum class TimeMode {
    Local,
    Utc,
    SinceConnect, ///< Since the opening handshake before the record.
    SincePrevious, ///< Since the row before.
    SinceSelected, ///< Since a record that a person chose.
};

/// Writes the times of records.
class TimeColumn final : public QObject
{
    Q_OBJECT

public:
    using TimeOf = std::function<std::optional<Timestamp>(Seq)>;

    explicit TimeColumn(QObject *parent = nullptr);
    ~TimeColumn() override;

    /// Where opening handshakes are looked for; a path that is empty is none.
    void setCapture(const QString &path, qint64 rows);
    void setRows(qint64 rows);

    [[nodiscard]] TimeMode mode() const { return m_mode; }
    void setMode(TimeMode mode);
    void setReference(Timestamp time);

    /// `delta` is µs since the row before, or -1. Empty where nothing precedes the record that counts.
    [[nodiscard]] QString text(Seq seq, Timestamp time, qint64 delta, const TimeOf &timeOf) const;

signals:
    /// All texts may have changed.
    void changed();

private:
    void findConnects();

    TimeMode m_mode = TimeMode::Local;
    Timestamp m_reference{};
    QString m_path;
    qint64 m_rows = 0;
    std::unique_ptr<FilterJob> m_connects; ///< Finds the opening handshakes while the mode asks for them.
};

} // namespace sonde
