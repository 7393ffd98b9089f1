// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mask.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace sonde {

namespace {

QByteArray escapedAsJson(const QByteArray &secret)
{
    const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(secret)}).toJson(QJsonDocument::Compact);
    return array.sliced(2, array.size() - 4); // without ["…"]
}

/// As QUrl writes it, which leaves more letters alone than toPercentEncoding() does.
QByteArray encodedInQuery(const QByteArray &secret)
{
    QUrl url;
    url.setQuery(QString::fromUtf8(secret), QUrl::DecodedMode);
    return url.query(QUrl::FullyEncoded).toLatin1();
}

/// Servers and libraries differ in whether the hex digits are capital.
QByteArray withSmallHexDigits(QByteArray encoded)
{
    for (qsizetype at = encoded.indexOf('%'); at >= 0 && at + 2 < encoded.size(); at = encoded.indexOf('%', at + 3))
        encoded.replace(at, 3, encoded.mid(at, 3).toLower());
    return encoded;
}

} // namespace

Mask::Mask(const QList<QByteArray> &secrets)
{
    for (const QByteArray &secret : secrets)
        add(secret);
}

void Mask::add(const QByteArray &secret)
{
    if (secret.isEmpty())
        return;
    const QByteArray encoded = secret.toPercentEncoding();
    QByteArray asInForm = encoded;
    asInForm.replace("%20", "+");
    for (const QByteArray &form :
         {secret, encoded, withSmallHexDigits(encoded), asInForm, encodedInQuery(secret), escapedAsJson(secret)})
        addForm(form);
}

void Mask::addForm(const QByteArray &form)
{
    if (form.isEmpty() || m_forms.contains(form))
        return;
    const auto shorter = std::ranges::find_if(m_forms, [&form](const QByteArray &f) { return f.size() < form.size(); });
    m_forms.insert(shorter, form);
}

QByteArray Mask::apply(const QByteArray &text) const
{
    QByteArray masked = text;
    for (const QByteArray &form : m_forms) {
        if (masked.contains(form))
            masked.replace(form, Bullets.toUtf8());
    }
    return masked;
}

QString Mask::apply(const QString &text) const
{
    QString masked = text;
    for (const QByteArray &form : m_forms)
        masked.replace(QString::fromUtf8(form), Bullets.toString());
    return masked;
}

} // namespace sonde
