// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/payloadbytes.h"

#include "capture/capturereader.h"
#include "payload/workcontrol.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qint64 FileBlock = 1 << 20;

/// Where large temporary files go: not to /tmp, which is memory on many systems, unless that was asked for.
QString temporaryFolder()
{
    const QString large = u"/var/tmp"_s;
    return qEnvironmentVariableIsEmpty("TMPDIR") && QFileInfo(large).isWritable() ? large : QDir::tempPath();
}

} // namespace

struct PayloadBytes::Store
{
    QByteArray bytes;
    std::unique_ptr<QTemporaryFile> file; ///< Unmapped and deleted with it.
};

PayloadBytes::PayloadBytes(const QByteArray &bytes)
    : m_store(std::make_shared<Store>(Store{bytes, nullptr}))
    , m_view(m_store->bytes)
{
}

bool PayloadBytes::isInMemory() const
{
    return !m_store || !m_store->file;
}

PayloadBuilder::PayloadBuilder(qint64 mostInMemory)
    : m_mostInMemory(mostInMemory)
{
}

PayloadBuilder::~PayloadBuilder() = default;

Result<> PayloadBuilder::append(QByteArrayView bytes)
{
    m_bytes.append(bytes);
    m_size += bytes.size();
    const bool isDue = m_file ? m_bytes.size() >= FileBlock : m_bytes.size() > m_mostInMemory;
    return isDue ? flush() : Result<>();
}

Result<> PayloadBuilder::flush()
{
    const auto failure = [this] {
        return fail(tr("A temporary file for a large payload can't be written: %1.").arg(m_file->errorString()),
                    tr("Free some space in %1.").arg(temporaryFolder()));
    };
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>(temporaryFolder() + u"/sonde-payload"_s);
        if (!m_file->open())
            return failure();
    }
    if (m_file->write(m_bytes) != m_bytes.size() || !m_file->flush())
        return failure();
    m_bytes.clear();
    return {};
}

Result<PayloadBytes> PayloadBuilder::finish()
{
    if (!m_file)
        return PayloadBytes(std::exchange(m_bytes, {}));
    if (const Result<> flushed = flush(); !flushed)
        return tl::unexpected(flushed.error());
    const uchar *mapped = m_file->map(0, m_size);
    if (!mapped)
        return fail(tr("A temporary file for a large payload can't be read: %1.").arg(m_file->errorString()));
    PayloadBytes payload;
    payload.m_store = std::make_shared<PayloadBytes::Store>(PayloadBytes::Store{{}, std::move(m_file)});
    payload.m_view = QByteArrayView(mapped, m_size);
    m_size = 0;
    return payload;
}

Result<PayloadBytes> loadPayload(CaptureReader &reader, Seq seq, qint64 size, WorkControl &control)
{
    // Each read goes along the row's pages from the first one on, so there should be few of them.
    const qint64 step = std::clamp<qint64>(size / 16, 1 << 20, 32 << 20);
    PayloadBuilder builder;
    while (builder.size() < size && !control.isCancelled()) {
        const auto part = reader.payload(seq, builder.size(), step);
        if (!part)
            return tl::unexpected(part.error());
        if (part->isEmpty())
            break;
        if (const Result<> appended = builder.append(*part); !appended)
            return tl::unexpected(appended.error());
        control.report(builder.size(), size);
    }
    return builder.finish();
}

Result<> savePayload(const PayloadBytes &payload, const QString &path, WorkControl &control)
{
    const QByteArrayView bytes = payload.view();
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    for (qint64 i = 0; isWritten && i < bytes.size(); i += FileBlock) {
        if (control.isCancelled())
            return {};
        const qint64 length = std::min(FileBlock, bytes.size() - i);
        isWritten = file.write(bytes.data() + i, length) == length;
        control.report(i, bytes.size());
    }
    // Flushed here, because commit() (Qt 6.4) does not notice when its own flushing fails.
    if (!isWritten || !file.flush() || !file.commit())
        return fail(QCoreApplication::translate("sonde::PayloadBytes", "The payload was not saved to %1: %2.")
                        .arg(QDir::toNativeSeparators(path), file.errorString()),
                    QCoreApplication::translate("sonde::PayloadBytes", "Choose another folder, or free some space."));
    return {};
}

} // namespace sonde
