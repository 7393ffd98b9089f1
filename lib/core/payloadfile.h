// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QDateTime>
#include <QFile>

#include <memory>

using EVP_MD_CTX = struct evp_md_ctx_st;

namespace sonde {

/// A file whose bytes are the payload of one message, read as the message goes out. What counts is the size that it had
/// when it was opened. Belongs to one thread at a time.
class PayloadFile final
{
public:
    [[nodiscard]] static Result<std::shared_ptr<PayloadFile>> open(const QString &path);

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] QDateTime modified() const { return m_modified; } ///< When it was opened.
    [[nodiscard]] qint64 position() const { return m_position; } ///< Bytes read so far.

    /// The next bytes, at most `most`. Fails where they can't be read, also because the file has become shorter.
    [[nodiscard]] Result<QByteArray> read(qint64 most);
    /// Of what was read so far.
    [[nodiscard]] QByteArray sha256() const;

private:
    explicit PayloadFile(const QString &path);

    QFile m_file;
    QDateTime m_modified;
    qint64 m_size = 0;
    qint64 m_position = 0;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> m_hash; ///< QCryptographicHash takes ten times as long.
};

} // namespace sonde
