// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/mark.h"
#include "capture/record.h"
#include "capture/recordcache.h"
#include "capture/rowset.h"
#include "capture/timecolumn.h"
#include "core/result.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>
#include <optional>

namespace sonde {

class CaptureReader;

/// A capture as a table, one row a record: all records from the first one on, or those that a filter shows. Rows are read from the file when a view asks and kept in a small cache of
/// pages, so its memory does not grow with the capture.
class CaptureModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Time, Delta, DirectionColumn, KindColumn, Size, Preview, ColumnCount };
    Q_ENUM(Column)

    /// Raw values of a row, the same in every column.
    enum Role {
        SeqRole = Qt::UserRole + 1, ///< qint64: the record's number
        TimeRole, ///< qint64: µs since 1970 UTC
        DeltaRole, ///< qint64: µs since the row shown before, at least 0; -1 in the first row
        KindRole, ///< int: sonde::Kind
        DirectionRole, ///< int: sonde::Direction
        SizeRole, ///< qint64: bytes of payload
        PreviewRole, ///< QString: one line, at most about 200 characters
        DetailRole, ///< QByteArray: a JSON object, or empty
        IsHitRole, ///< bool: the record is in the set of setHits()
        MarkRole, ///< QString: the note of its bookmark, maybe empty; invalid where it has none
    };
    Q_ENUM(Role)

    explicit CaptureModel(QObject *parent = nullptr);
    ~CaptureModel() override;

    /// Shows what `reader` reads, from the first record on; nothing where it is null. What setShown(), setHits() and
    /// setMarks() said stays.
    void setReader(std::shared_ptr<CaptureReader> reader);

    /// Hides the records before `first`.
    void setFirst(Seq first);
    [[nodiscard]] Seq first() const { return m_first; }

    /// Shows the records in `rows` only; all where it is null. Where it grows, call handleShownAdded().
    void setShown(std::shared_ptr<const RowSet> rows);
    [[nodiscard]] bool isFiltered() const { return m_shown != nullptr; }
    /// Has the records in `rows` stand out (IsHitRole); none where it is null. Where it grows, call handleHitsAdded().
    void setHits(std::shared_ptr<const RowSet> rows);
    /// The nearest shown hit behind or before `seq`.
    [[nodiscard]] std::optional<Seq> nextHit(Seq seq) const;
    [[nodiscard]] std::optional<Seq> previousHit(Seq seq) const;

    void setMarks(const Marks &marks);

    void setTimeMode(TimeMode mode) { m_times.setMode(mode); }
    [[nodiscard]] TimeMode timeMode() const { return m_times.mode(); }
    /// For TimeMode::SinceSelected.
    void setTimeReference(Timestamp time) { m_times.setReference(time); }

    /// The record in `row`, its payload cut to the first 512 bytes; one with seq 0 where it cannot be read.
    [[nodiscard]] Record record(int row) const;
    /// Where there is no such row: what would stand there, or 0 where a filter shows nothing there yet.
    [[nodiscard]] Seq seqAt(int row) const;
    /// The row that shows `seq`, or -1.
    [[nodiscard]] int rowOf(Seq seq) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

public slots:
    /// The capture now holds the records 1 to `rows`. New rows appear at once, but at most every 33 ms once
    /// a question and its answer have appeared.
    void handleCommitted(qint64 rows);
    /// The set of setShown() has grown. New rows appear as above.
    void handleShownAdded();
    /// The set of setHits() has grown.
    void handleHitsAdded();

signals:
    /// Rows cannot be read; they stay empty and are tried again every second. Each distinct error is said once for a
    /// reader.
    void errorOccurred(const sonde::Error &error);

private:
    void publishSoon();
    void publish();
    void retry();
    void handleError(const Error &error);
    void handleTimesChanged();
    [[nodiscard]] int countRows(qint64 committed, qint64 shown) const;
    [[nodiscard]] qint64 hiddenBefore(qint64 shown) const;
    [[nodiscard]] int rowsBefore(Seq seq) const;
    [[nodiscard]] const RecordCache::Item *item(int row) const;
    [[nodiscard]] QVariant cell(int row, int role) const;
    [[nodiscard]] qint64 delta(int row) const;
    [[nodiscard]] QString displayText(int row, int column) const;
    [[nodiscard]] QString timeText(Seq seq, Timestamp time, int row) const;

    std::unique_ptr<RecordCache> m_cache; ///< Null without a reader.
    Seq m_first{1};
    qint64 m_committed = 0; ///< Records in the file, as far as we were told.
    qint64 m_published = 0; ///< Records that views were told of.
    std::shared_ptr<const RowSet> m_shown; ///< Null where all records are shown.
    qint64 m_publishedShown = 0; ///< How many of them views were told of.
    std::shared_ptr<const RowSet> m_hits;
    qint64 m_knownHits = 0; ///< How many of them views were told of.
    Marks m_marks;
    TimeColumn m_times;
    QTimer m_throttle; ///< Runs for a while after each insert.
    bool m_isAnswerDue = false; ///< The insert before it came after a pause.
    QTimer m_retry; ///< Runs for a while after an error.
};

} // namespace sonde
