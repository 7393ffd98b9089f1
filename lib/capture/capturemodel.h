// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "capture/recordcache.h"
#include "core/result.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <memory>

namespace sonde {

class CaptureReader;

/// A capture as a table, one row a record. Rows are read from the file when a view asks and kept in a small cache of
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
        DeltaRole, ///< qint64: µs since the row before, at least 0; -1 in the first row
        KindRole, ///< int: sonde::Kind
        DirectionRole, ///< int: sonde::Direction
        SizeRole, ///< qint64: bytes of payload
        PreviewRole, ///< QString: one line, at most about 200 characters
        DetailRole, ///< QByteArray: a JSON object, or empty
    };
    Q_ENUM(Role)

    explicit CaptureModel(QObject *parent = nullptr);
    ~CaptureModel() override;

    /// Shows what `reader` reads, from the first record on; nothing where it is null.
    void setReader(std::shared_ptr<CaptureReader> reader);

    /// Hides the records before `first`.
    void setFirst(Seq first);
    [[nodiscard]] Seq first() const { return m_first; }

    /// The record in `row`, its payload cut to the first 512 bytes; one with seq 0 where it cannot be read.
    [[nodiscard]] Record record(int row) const;
    [[nodiscard]] Seq seqAt(int row) const { return Seq{toInt(m_first) + row}; }
    /// The row that shows `seq`, or -1.
    [[nodiscard]] int rowOf(Seq seq) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

public slots:
    /// The capture now holds the records 1 to `rows`. New rows appear at once, but at most every 33 ms.
    void handleCommitted(qint64 rows);

signals:
    /// Rows cannot be read; they stay empty and are tried again every second. Each distinct error is said once for a
    /// reader.
    void errorOccurred(const sonde::Error &error);

private:
    void publish();
    void retry();
    void handleError(const Error &error);
    [[nodiscard]] int rowsUpTo(qint64 seq) const;
    [[nodiscard]] const RecordCache::Item *item(int row) const;
    [[nodiscard]] static QString displayText(const RecordCache::Item &item, qint64 delta, int column);

    std::unique_ptr<RecordCache> m_cache; ///< Null without a reader.
    Seq m_first{1};
    qint64 m_committed = 0; ///< Records in the file, as far as we were told.
    qint64 m_published = 0; ///< Records that views were told of.
    QTimer m_throttle; ///< Runs for a while after each insert.
    QTimer m_retry; ///< Runs for a while after an error.
};

} // namespace sonde
