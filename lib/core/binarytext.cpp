// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/binarytext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::BinaryText)
};

int hexValue(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'a' && c <= u'f')
        return c.unicode() - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c.unicode() - u'A' + 10;
    return -1;
}

bool isBase64Digit(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')
        || QStringView(u"+/-_").contains(c);
}

} // namespace

Result<QByteArray> parseHex(const QString &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (c.isSpace() || c == u',' || c == u':') {
            ++i;
        } else if (c == u'0' && i + 1 < text.size() && text[i + 1].toLower() == u'x') {
            i += 2;
        } else if (hexValue(c) < 0) {
            return fail(Texts::tr("\"%1\" is not a hex digit.").arg(c), Texts::tr("Use 0 to 9 and a to f."), i);
        } else if (i + 1 == text.size() || hexValue(text[i + 1]) < 0) {
            return fail(Texts::tr("A byte has only one hex digit."), Texts::tr("Write two digits a byte, such as 0a."),
                        i);
        } else {
            bytes.append(char(hexValue(c) * 16 + hexValue(text[i + 1])));
            i += 2;
        }
    }
    return bytes;
}

Result<QByteArray> parseBase64(const QString &text)
{
    QByteArray digits;
    qsizetype lastDigit = 0;
    qsizetype padding = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isSpace())
            continue;
        if (c == u'=' && !digits.isEmpty()) {
            ++padding;
            continue;
        }
        if (!isBase64Digit(c))
            return fail(Texts::tr("\"%1\" is not a base64 digit.").arg(c),
                        Texts::tr("Use letters, digits, + and /, with = at the end only."), i);
        if (padding > 0)
            return fail(Texts::tr("There is text behind the padding \"=\"."), Texts::tr("Put = at the end only."), i);
        digits.append(c == u'-' ? '+' : c == u'_' ? '/' : char(c.unicode()));
        lastDigit = i;
    }
    if (digits.size() % 4 == 1)
        return fail(Texts::tr("The base64 text is cut off: its last digit stands alone."),
                    Texts::tr("Add what is missing, or delete the digit."), lastDigit);
    return QByteArray::fromBase64(digits, QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals);
}

QString hexDump(QByteArrayView bytes, qint64 offset)
{
    constexpr qsizetype PerLine = 16;
    constexpr qsizetype LineLength = 8 + 2 + 3 * PerLine + 2 + PerLine + 1;
    QString dump;
    dump.reserve((bytes.size() / PerLine + 1) * LineLength);
    for (qsizetype line = 0; line < bytes.size(); line += PerLine) {
        const QByteArrayView part = bytes.sliced(line, std::min(PerLine, bytes.size() - line));
        const QByteArray hex = part.toByteArray().toHex(' ');
        dump += QString::number(offset + line, 16).rightJustified(8, u'0') + u"  "_s;
        dump += QString::fromLatin1(hex).leftJustified(3 * PerLine) + u' ';
        for (const char c : part)
            dump += c >= 0x20 && c < 0x7f ? QChar::fromLatin1(c) : u'·';
        dump += u'\n';
    }
    dump.chop(1);
    return dump;
}

} // namespace sonde
