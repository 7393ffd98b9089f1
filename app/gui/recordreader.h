// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "gui/worker.h"
#include "payload/reading.h"

namespace sonde {

class CaptureLog;

/// Brings in the payload of one record, understands it, and saves it; a large one in a thread of its own.
class RecordReader final : public QObject
{
    Q_OBJECT

public:
    explicit RecordReader(const CaptureLog &log, QObject *parent = nullptr);

    /// readingChanged() may come at once, and once more where only the beginning is there at first.
    void start(const Record &record, std::optional<PayloadFormat> format);
    /// Reads the same record as something else.
    void readAs(std::optional<PayloadFormat> format);
    void clear();
    void save(const QString &path);

    /// As sent; only the beginning while the rest is read.
    [[nodiscard]] const PayloadBytes &payload() const { return m_payload; }
    [[nodiscard]] bool isWhole() const { return m_isWhole; } ///< Of payload().
    [[nodiscard]] bool isReading() const { return m_reading.isBusy(); }
    [[nodiscard]] bool isSaving() const { return m_saving.isBusy(); }
    [[nodiscard]] int percentRead() const { return m_reading.percent(); }
    [[nodiscard]] int percentSaved() const { return m_saving.percent(); }

    /// What takes longer than a pause that is not felt.
    [[nodiscard]] static bool isLong(qint64 bytes);

signals:
    void readingChanged(const sonde::Reading &reading);
    void readFailed(const sonde::Error &error);
    void saved();
    void saveFailed(const sonde::Error &error);

private:
    struct Loaded;

    void load(std::optional<PayloadFormat> format);
    [[nodiscard]] Result<> readHead(qint64 bytes, std::optional<PayloadFormat> format);
    [[nodiscard]] std::function<Result<PayloadBytes>(WorkControl &)> loader() const;

    const CaptureLog &m_log;
    Record m_record;
    PayloadBytes m_payload;
    bool m_isWhole = false;
    Worker m_reading;
    Worker m_saving;
};

} // namespace sonde
