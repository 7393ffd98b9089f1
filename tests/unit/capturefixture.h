// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capturereader.h"
#include "capture/capturethread.h"
#include "capture/capturewriter.h"
#include "capture/record.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>
#include <vector>

namespace sonde::test {

using namespace std::chrono_literals;

/// Longer than anything takes here that does not hang.
inline constexpr auto patience = std::chrono::milliseconds(30'000);

inline constexpr Timestamp epoch{std::chrono::microseconds{1'700'000'000'123'456}};

/// A text whose number can be read back.
[[nodiscard]] inline QByteArray numbered(qint64 number)
{
    return "message " + QByteArray::number(number);
}

/// Text messages numbered first to first + count - 1, a millisecond apart.
[[nodiscard]] inline Batch messages(qint64 first, qint64 count)
{
    Batch batch;
    for (qint64 i = first; i < first + count; ++i)
        batch.append(epoch + i * 1ms, Kind::Text, Direction::In, numbered(i));
    return batch;
}

[[nodiscard]] inline Batch message(QByteArrayView payload, Kind kind = Kind::Text)
{
    Batch batch;
    batch.append(epoch, kind, Direction::In, payload);
    return batch;
}

/// A temporary folder with the path of a capture in it.
struct Place
{
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("test.sonde"));
};

/// All records of a capture with their whole payloads; none where it cannot be read.
[[nodiscard]] inline std::vector<Record> readAll(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (!reader) {
        qWarning() << reader.error().what;
        return {};
    }
    const auto rows = (*reader)->rows();
    auto records = (*reader)->read(Seq{1}, static_cast<int>(rows.value_or(0)), 1 << 30);
    return records ? std::move(*records) : std::vector<Record>{};
}

/// Writes the batch to the capture at `path`, and closes it.
inline void record(const QString &path, Batch &&batch)
{
    CaptureThread thread;
    const auto writer = thread.createWriter(path);
    writer->append(std::move(batch));
    QVERIFY(writer->flush(patience));
}

} // namespace sonde::test
