// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturemodel.h"
#include "capture/capturewriter.h"
#include "capture/mark.h"

namespace sonde {

class CaptureThread;

/// One capture as a window works with it: recorded into, read, and shown as a table. Lives in the GUI thread.
class CaptureLog final : public QObject
{
    Q_OBJECT

public:
    /// Continues the capture at `path` where it exists; nothing is created before there is something to record.
    /// `thread` must outlive the object.
    CaptureLog(CaptureThread &thread, const QString &path, QObject *parent = nullptr);
    ~CaptureLog() override;

    [[nodiscard]] QString path() const { return m_writer->path(); }
    [[nodiscard]] CaptureModel *model() { return &m_model; }
    [[nodiscard]] const CaptureModel *model() const { return &m_model; }
    /// Thread-safe as CaptureWriter says; valid as long as this object.
    [[nodiscard]] CaptureWriter &writer() { return *m_writer; }
    /// Records in the file, as far as we were told.
    [[nodiscard]] qint64 rows() const { return m_rows; }
    [[nodiscard]] const std::optional<Error> &trouble() const { return m_trouble; }

    /// A part of the payload of `seq`.
    [[nodiscard]] Result<QByteArray> payload(Seq seq, qint64 offset, qint64 length) const;

    /// As CaptureReader::counterpart() says.
    [[nodiscard]] Result<std::optional<Seq>> counterpart(const Record &record) const;

    [[nodiscard]] const Marks &marks() const { return m_marks; }
    /// Sets the mark on a record, with a note that may be empty, or takes it away (nullopt). It shows when it is in the
    /// file.
    void setMark(Seq seq, const std::optional<QString> &note);

    /// From now on looks for records that another process adds, once a second.
    void watch();

signals:
    /// The file now holds the records 1 to `rows`.
    void committed(qint64 rows);
    void marksChanged();
    void unreadable(const sonde::Error &error);
    /// Recording fails (set), or works again (nullopt).
    void troubleChanged(const std::optional<sonde::Error> &trouble);

private:
    void openReader();
    void handleCommitted(qint64 rows);
    void handleTrouble(const std::optional<Error> &trouble);
    void readMarks();
    void look();

    std::unique_ptr<CaptureWriter> m_writer;
    std::shared_ptr<CaptureReader> m_reader;
    CaptureModel m_model;
    Marks m_marks;
    QTimer m_watch;
    qint64 m_rows = 0;
    std::optional<Error> m_trouble;
};

} // namespace sonde
