// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/record.h"
#include "core/result.h"

#include <QByteArray>
#include <QCoreApplication>

#include <memory>

class QTemporaryFile;

namespace sonde {

class CaptureReader;
class WorkControl;

/// Bytes that can be looked at anywhere without being in memory as a whole: small ones are, large ones lie in a
/// temporary file, of which the system brings in the pages that are read. Cheap to copy; may be read from any thread.
class PayloadBytes final
{
public:
    PayloadBytes() = default;
    explicit PayloadBytes(const QByteArray &bytes);

    [[nodiscard]] QByteArrayView view() const { return m_store ? m_view : QByteArrayView(); }
    [[nodiscard]] qint64 size() const { return view().size(); }
    [[nodiscard]] bool isInMemory() const;

private:
    friend class PayloadBuilder;
    struct Store;

    std::shared_ptr<const Store> m_store;
    QByteArrayView m_view; ///< Of what the store holds.
};

/// Puts a payload together from its beginning on. What outgrows the memory meant for it goes to a temporary file.
class PayloadBuilder final
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PayloadBytes)

public:
    static constexpr qint64 MostInMemory = 8 << 20;

    explicit PayloadBuilder(qint64 mostInMemory = MostInMemory);
    ~PayloadBuilder();
    Q_DISABLE_COPY_MOVE(PayloadBuilder)

    [[nodiscard]] Result<> append(QByteArrayView bytes);
    [[nodiscard]] qint64 size() const { return m_size; }
    /// What was appended. The builder is empty then.
    [[nodiscard]] Result<PayloadBytes> finish();

private:
    [[nodiscard]] Result<> flush();

    const qint64 m_mostInMemory;
    qint64 m_size = 0;
    QByteArray m_bytes; ///< All of them, or what the file has not got yet.
    std::unique_ptr<QTemporaryFile> m_file;
};

/// The payload of a record, `size` bytes long. Where it was cancelled, the payload ends early.
[[nodiscard]] Result<PayloadBytes> loadPayload(CaptureReader &reader, Seq seq, qint64 size, WorkControl &control);

/// Writes all of `payload` to the file at `path`, which stays as it was where that fails.
[[nodiscard]] Result<> savePayload(const PayloadBytes &payload, const QString &path, WorkControl &control);

} // namespace sonde
