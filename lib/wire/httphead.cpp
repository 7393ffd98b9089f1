// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/httphead.h"

#include <QCryptographicHash>

#include <algorithm>

namespace sonde {

QByteArray HttpHead::value(QByteArrayView name) const
{
    QByteArrayList values;
    for (const Header &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            values.append(header.value);
    }
    return values.join(", ");
}

bool HttpHead::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const QByteArrayList tokens = value(name).split(',');
    return std::ranges::any_of(
        tokens, [&](const QByteArray &t) { return t.trimmed().compare(token, Qt::CaseInsensitive) == 0; });
}

int HttpHead::status() const
{
    const QByteArray code = startLine.startsWith("HTTP/") ? startLine.split(' ').value(1) : QByteArray();
    const int number = code.size() == 3 ? code.toInt() : 0; // RFC 9112 section 4
    return number >= 100 ? number : 0;
}

QString HttpHead::reasonPhrase() const
{
    const QByteArrayList parts = startLine.split(' ');
    return QString::fromLatin1(parts.mid(2).join(' ')).trimmed();
}

qsizetype httpHeadSize(QByteArrayView bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\n', from); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        const QByteArrayView next = bytes.sliced(at + 1);
        if (next.startsWith('\n') || next.startsWith("\r\n"))
            return at + (next.startsWith('\n') ? 2 : 3);
    }
    return 0;
}

HttpHead parseHttpHead(QByteArrayView bytes)
{
    HttpHead head;
    head.size = httpHeadSize(bytes);
    const QByteArrayList lines = QByteArray(bytes.data(), head.size == 0 ? bytes.size() : head.size).split('\n');
    head.startLine = lines.first().trimmed();
    for (const QByteArray &line : lines.mid(1)) {
        // A line that begins with white space continues the one before (RFC 9112 section 5.2).
        if ((line.startsWith(' ') || line.startsWith('\t')) && !head.headers.isEmpty()) {
            QByteArray &value = head.headers.last().value;
            if (!value.isEmpty())
                value += ' ';
            value += line.trimmed();
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            head.headers.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    }
    return head;
}

bool isInterim(const HttpHead &head)
{
    return head.status() >= 100 && head.status() < 200 && head.status() != 101;
}

HttpHead parseFinalHead(QByteArrayView bytes)
{
    HttpHead head = parseHttpHead(bytes);
    for (qsizetype before = head.size; isInterim(head) && before > 0 && before < bytes.size();) {
        head = parseHttpHead(bytes.sliced(before));
        before = head.size > 0 ? before + head.size : 0;
        head.size = before;
    }
    return head;
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

QByteArray acceptKey(const QByteArray &key)
{
    const QByteArray text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64();
}

} // namespace sonde
