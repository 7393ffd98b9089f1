// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/payloadfile.h"

#include <QCoreApplication>
#include <QLocale>

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::PayloadFile)
};

} // namespace

PayloadFile::PayloadFile(const QString &path)
    : m_file(path)
    , m_hash(EVP_MD_CTX_new(), EVP_MD_CTX_free)
{
    EVP_DigestInit_ex(m_hash.get(), EVP_sha256(), nullptr);
}

Result<std::shared_ptr<PayloadFile>> PayloadFile::open(const QString &path)
{
    std::shared_ptr<PayloadFile> file(new PayloadFile(path));
    if (!file->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Texts::tr("The file %1 can't be read: %2.").arg(path, file->m_file.errorString()),
                    Texts::tr("Check its permissions."));
    file->m_size = file->m_file.size();
    file->m_modified = file->m_file.fileTime(QFileDevice::FileModificationTime);
    return file;
}

Result<QByteArray> PayloadFile::read(qint64 most)
{
    const qint64 wanted = std::min(most, m_size - m_position);
    QByteArray bytes(wanted, Qt::Uninitialized);
    for (qint64 got = 0; got < wanted;) {
        const qint64 more = m_file.read(bytes.data() + got, wanted - got);
        if (more < 0)
            return fail(Texts::tr("The file %1 can't be read: %2.").arg(path(), m_file.errorString()),
                        Texts::tr("Try again."));
        if (more == 0)
            return fail(
                Texts::tr("The file %1 has become shorter: it had %2, and now ends after %3.")
                    .arg(path(), QLocale().formattedDataSize(m_size), QLocale().formattedDataSize(m_position + got)),
                Texts::tr("Send it again when nobody writes it."));
        got += more;
    }
    m_position += wanted;
    EVP_DigestUpdate(m_hash.get(), bytes.constData(), size_t(wanted));
    return bytes;
}

QByteArray PayloadFile::sha256() const
{
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX *)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_MD_CTX_copy_ex(hash.get(), m_hash.get());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(hash.get(), digest.data(), &size);
    return QByteArray(reinterpret_cast<const char *>(digest.data()), size);
}

} // namespace sonde
