// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/binaryvalues.h"
#include "payload/diagnostictext.h"
#include "payload/workcontrol.h"

#include <QDateTime>
#include <QtEndian>

#include <bit>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::MessagePack)
};

constexpr qint8 TimestampType = -1;

/// Reads https://github.com/msgpack/msgpack/blob/master/spec.md value by value, with no limit of depth.
class MessagePackReader final
{
public:
    explicit MessagePackReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    Result<PayloadBytes> read(WorkControl &control)
    {
        qint64 count = 0;
        do {
            if (++count % 4096 == 0) {
                control.report(m_next, m_bytes.size());
                if (control.isCancelled())
                    break;
            }
            const qsizetype begin = m_next;
            if (m_next >= m_bytes.size())
                return fail(Texts::tr("The MessagePack value has no end."), {}, m_bytes.size());
            if (!m_open.empty())
                --m_open.back();
            if (!readValue(quint8(m_bytes[m_next++])))
                return fail(Texts::tr("This is not a MessagePack value."), {}, begin);
            while (!m_open.empty() && m_open.back() == 0) {
                m_open.pop_back();
                m_text.end();
            }
        } while (!m_open.empty() && !m_text.hasFailed());
        if (!control.isCancelled() && m_next < m_bytes.size() && !m_text.hasFailed())
            return fail(Texts::tr("Something follows the MessagePack value."), {}, m_next);
        return m_text.finish();
    }

private:
    bool readValue(quint8 type)
    {
        if (type <= 0x7f)
            return number(qint64(type));
        if (type <= 0x8f)
            return open(type & 0x0f, true);
        if (type <= 0x9f)
            return open(type & 0x0f, false);
        if (type <= 0xbf)
            return string(type & 0x1f);
        if (type >= 0xe0)
            return number(qint64(qint8(type)));
        if (type >= 0xd4 && type <= 0xd8)
            return extension(qint64(1) << (type - 0xd4));
        if (type >= 0xd9)
            return readSized(type);
        if (type >= 0xc4 && type <= 0xc9) {
            const quint64 length = unsignedNumber(1 << ((type - 0xc4) % 3));
            return type <= 0xc6 ? binary(length) : extension(length);
        }
        return readScalar(type);
    }

    bool readSized(quint8 type)
    {
        switch (type) {
        case 0xd9:
        case 0xda:
        case 0xdb:
            return string(unsignedNumber(1 << (type - 0xd9)));
        case 0xdc:
        case 0xdd:
            return open(unsignedNumber(type == 0xdc ? 2 : 4), false);
        default:
            return open(unsignedNumber(type == 0xde ? 2 : 4), true);
        }
    }

    bool readScalar(quint8 type)
    {
        switch (type) {
        case 0xc0:
            return text("null");
        case 0xc2:
            return text("false");
        case 0xc3:
            return text("true");
        case 0xca:
            m_text.value(std::bit_cast<float>(quint32(unsignedNumber(4))));
            return m_isWhole;
        case 0xcb:
            m_text.value(std::bit_cast<double>(unsignedNumber(8)));
            return m_isWhole;
        case 0xcc:
        case 0xcd:
        case 0xce:
        case 0xcf:
            return number(unsignedNumber(1 << (type - 0xcc)));
        case 0xd0:
            return number(qint64(qint8(unsignedNumber(1))));
        case 0xd1:
            return number(qint64(qint16(unsignedNumber(2))));
        case 0xd2:
            return number(qint64(qint32(unsignedNumber(4))));
        case 0xd3:
            return number(qint64(unsignedNumber(8)));
        default:
            return false; // 0xc1 is never used
        }
    }

    /// The next `length` bytes; fails the reading where there are fewer.
    QByteArrayView take(quint64 length)
    {
        if (length > quint64(m_bytes.size() - m_next)) {
            m_isWhole = false;
            return {};
        }
        m_next += qsizetype(length);
        return m_bytes.sliced(m_next - qsizetype(length), qsizetype(length));
    }

    quint64 unsignedNumber(int length)
    {
        quint64 number = 0;
        for (const char byte : take(quint64(length)))
            number = number << 8 | quint8(byte);
        return number;
    }

    bool text(QByteArrayView text)
    {
        m_text.value(text);
        return m_isWhole;
    }
    template <typename Integer>
    bool number(Integer number)
    {
        return text(QByteArray::number(number));
    }

    bool open(quint64 count, bool isMap)
    {
        // Each value takes a byte at least, so a count that lies is found here.
        const quint64 values = isMap ? 2 * count : count;
        if (!m_isWhole || values > quint64(m_bytes.size() - m_next))
            return false;
        isMap ? m_text.beginMap() : m_text.beginArray();
        m_open.push_back(values);
        return true;
    }

    bool string(quint64 length)
    {
        const QByteArrayView utf8 = take(length);
        if (utf8.isEmpty() || QUtf8StringView(utf8.data(), utf8.size()).isValidUtf8()) {
            m_text.string(utf8);
        } else {
            m_text.beginTag("text");
            m_text.bytes(utf8);
        }
        return m_isWhole;
    }

    bool binary(quint64 length)
    {
        m_text.bytes(take(length));
        return m_isWhole;
    }

    bool extension(quint64 length)
    {
        const auto type = qint8(unsignedNumber(1));
        const QByteArrayView data = take(length);
        if (type == TimestampType && (length == 4 || length == 8 || length == 12) && m_isWhole) {
            timestamp(data);
        } else {
            m_text.beginTag(QByteArray("ext" + QByteArray::number(type)));
            m_text.bytes(data);
        }
        return m_isWhole;
    }

    void timestamp(QByteArrayView data)
    {
        const auto *at = data.data();
        qint64 seconds = 0;
        quint32 nanoseconds = 0;
        if (data.size() == 4) {
            seconds = qFromBigEndian<quint32>(at);
        } else if (data.size() == 8) {
            const auto both = qFromBigEndian<quint64>(at);
            nanoseconds = quint32(both >> 34);
            seconds = qint64(both & 0x3'ffff'ffff);
        } else {
            nanoseconds = qFromBigEndian<quint32>(at);
            seconds = qFromBigEndian<qint64>(at + 4);
        }
        const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
        QByteArray text = time.toString(Qt::ISODate).toLatin1();
        if (!time.isValid() || text.isEmpty()) { // years beyond what a calendar is made for
            m_text.beginTag("ext-1");
            m_text.bytes(data);
            return;
        }
        if (nanoseconds > 0)
            text.insert(text.size() - 1, '.' + QByteArray::number(nanoseconds).rightJustified(9, '0'));
        m_text.beginTag("timestamp");
        m_text.string(text);
    }

    QByteArrayView m_bytes;
    qsizetype m_next = 0;
    bool m_isWhole = true;
    std::vector<quint64> m_open; ///< How many values each array or map still wants.
    DiagnosticText m_text;
};

} // namespace

Result<PayloadBytes> messagePackText(QByteArrayView bytes, WorkControl &control)
{
    return MessagePackReader(bytes).read(control);
}

} // namespace sonde
