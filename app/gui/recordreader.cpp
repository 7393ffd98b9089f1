// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recordreader.h"

#include "capture/capturelog.h"
#include "capture/capturereader.h"

namespace sonde {

namespace {

constexpr qint64 MostAtOnce = 256 << 10;
constexpr qint64 HeadBytes = 16 << 10; ///< What is shown of a large payload while the rest is read.

} // namespace

/// A payload, and what it was understood as.
struct RecordReader::Loaded
{
    PayloadBytes payload;
    Reading reading;
};

RecordReader::RecordReader(const CaptureLog &log, QObject *parent)
    : QObject(parent)
    , m_log(log)
    , m_reading(this)
    , m_saving(this)
{
}

bool RecordReader::isLong(qint64 bytes)
{
    return bytes > MostAtOnce;
}

void RecordReader::clear()
{
    m_reading.cancel();
    m_record = {};
    m_payload = {};
    m_isWhole = false;
}

void RecordReader::start(const Record &record, std::optional<PayloadFormat> format)
{
    clear();
    m_record = record;
    if (record.isWhole()) {
        m_payload = PayloadBytes(record.payload);
        m_isWhole = true;
    }
    readAs(format);
}

void RecordReader::readAs(std::optional<PayloadFormat> format)
{
    if (!m_isWhole) {
        load(format);
        return;
    }
    m_reading.run(
        isLong(m_payload.size()),
        [payload = m_payload, format](WorkControl &control) { return readPayload(payload, format, control); },
        [this](const Reading &reading) { emit readingChanged(reading); });
}

void RecordReader::load(std::optional<PayloadFormat> format)
{
    const bool isLong = RecordReader::isLong(m_record.size);
    const Result<> read = readHead(isLong ? HeadBytes : m_record.size, format);
    if (!read)
        emit readFailed(read.error());
    if (!read || !isLong)
        return;
    m_reading.run(
        true,
        [load = loader(), format](WorkControl &control) -> Result<Loaded> {
            return load(control).map([&](const PayloadBytes &payload) {
                return Loaded{payload, readPayload(payload, format, control)};
            });
        },
        [this](const Result<Loaded> &loaded) {
            if (!loaded) {
                emit readFailed(loaded.error());
                return;
            }
            m_payload = loaded->payload;
            m_isWhole = true;
            emit readingChanged(loaded->reading);
        });
}

/// What a payload begins with is there at once; a large one is only understood when all of it is.
Result<> RecordReader::readHead(qint64 bytes, std::optional<PayloadFormat> format)
{
    const auto head = m_log.payload(m_record.seq, 0, bytes);
    m_payload = PayloadBytes(head.value_or(m_record.payload));
    m_isWhole = m_payload.size() == m_record.size;
    WorkControl control;
    emit readingChanged(readPayload(m_payload, m_isWhole ? format : PayloadFormat::AsSent, control));
    return head.map([](const QByteArray &) {});
}

/// Reads all of the payload, in whatever thread.
std::function<Result<PayloadBytes>(WorkControl &)> RecordReader::loader() const
{
    if (m_isWhole)
        return [payload = m_payload](WorkControl &) -> Result<PayloadBytes> { return payload; };
    return
        [path = m_log.path(), seq = m_record.seq, size = m_record.size](WorkControl &control) -> Result<PayloadBytes> {
            return CaptureReader::open(path).and_then(
                [&](const auto &reader) { return loadPayload(*reader, seq, size, control); });
        };
}

void RecordReader::save(const QString &path)
{
    m_saving.run(
        isLong(m_record.size),
        [load = loader(), path](WorkControl &control) {
            return load(control).and_then(
                [&](const PayloadBytes &payload) { return savePayload(payload, path, control); });
        },
        [this](const Result<> &result) {
            if (result)
                emit saved();
            else
                emit saveFailed(result.error());
        });
}

} // namespace sonde
