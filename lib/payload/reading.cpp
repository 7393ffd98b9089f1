// SPDX-License-Identifier: GPL-3.0-or-later
#include "payload/reading.h"

#include "core/jsonreader.h"
#include "core/utf8.h"
#include "payload/binaryvalues.h"
#include "payload/inflate.h"
#include "payload/workcontrol.h"

#include <QBuffer>
#include <QLocale>
#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Reading)
};

/// Compressed data in compressed data in compressed data is a trap, or not meant for reading.
constexpr qsizetype MostLayers = 4;
/// Nothing marks the beginning of raw deflate data, so that finding out means decompressing all.
constexpr qint64 MostGuessedDeflate = 1 << 20;

QByteArrayView skipBlanks(QByteArrayView bytes)
{
    const auto begin = std::ranges::find_if_not(bytes, [](char c) { return QByteArrayView(" \t\r\n").contains(c); });
    return bytes.sliced(begin - bytes.begin());
}

Result<> checkJson(QByteArrayView text, WorkControl &control)
{
    JsonReader reader(text);
    qint64 count = 0;
    while (reader.next() != JsonReader::Token::End) {
        if (reader.token() == JsonReader::Token::Invalid)
            return tl::unexpected(reader.error());
        if (++count % 4096 == 0) {
            control.report(reader.offset(), text.size());
            if (control.isCancelled())
                break;
        }
    }
    return {};
}

Result<> checkXml(QByteArrayView text, WorkControl &control)
{
    constexpr qsizetype Step = 1 << 16;
    QXmlStreamReader reader;
    for (qsizetype i = 0; i < text.size() && !control.isCancelled(); i += Step) {
        const qsizetype length = std::min(Step, text.size() - i);
        reader.addData(QByteArray(text.data() + i, length));
        while (!reader.atEnd())
            reader.readNext();
        if (reader.error() != QXmlStreamReader::PrematureEndOfDocumentError && reader.hasError())
            return fail(Texts::tr("This is not XML: %1").arg(reader.errorString()), {}, i);
        control.report(i, text.size());
    }
    if (!control.isCancelled() && reader.hasError())
        return fail(Texts::tr("This is not XML: %1").arg(reader.errorString()), {}, text.size());
    return {};
}

std::optional<Compression> compressionOf(PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::Gzip:
        return Compression::Gzip;
    case PayloadFormat::Zlib:
        return Compression::Zlib;
    case PayloadFormat::Deflate:
        return Compression::Deflate;
    default:
        return std::nullopt;
    }
}

/// Reads one payload layer by layer.
class PayloadReading final
{
public:
    PayloadReading(const PayloadBytes &payload, WorkControl &control)
        : m_control(control)
    {
        setContent(payload);
    }

    Reading read(std::optional<PayloadFormat> format)
    {
        bool isRead = true;
        if (format)
            isRead = *format != PayloadFormat::AsSent && readAs(*format, true);
        while (isRead && m_isOpen && !m_control.isCancelled())
            isRead = guess();
        return m_reading;
    }

private:
    void setContent(const PayloadBytes &payload)
    {
        m_reading.content = m_reading.text = payload;
        m_reading.invalidAt = invalidUtf8(payload.view(), m_control);
    }

    /// Reads the content as what it looks like; false where it looks like nothing known.
    bool guess()
    {
        const QByteArrayView bytes = m_reading.content.view();
        if (m_reading.formats.size() >= MostLayers)
            return false;
        if (bytes.startsWith("\x1f\x8b\x08") && beginsAs(bytes, Compression::Gzip))
            return readAs(PayloadFormat::Gzip, false);
        if (hasImageSignature(bytes))
            return readAs(PayloadFormat::Image, false);
        return m_reading.isText() ? guessText(skipBlanks(bytes)) : guessBinary(bytes);
    }

    bool guessText(QByteArrayView text)
    {
        if (text.startsWith('{') || text.startsWith('[') || text.startsWith('"'))
            return readAs(PayloadFormat::Json, false);
        if (text.startsWith('<') && text.size() > 3)
            return readAs(PayloadFormat::Xml, false);
        return false;
    }

    bool guessBinary(QByteArrayView bytes)
    {
        const auto first = quint8(bytes[0]);
        const bool isZlib = bytes.size() > 2 && (first & 0x0f) == 8 && (first * 256 + quint8(bytes[1])) % 31 == 0;
        if (isZlib && beginsAs(bytes, Compression::Zlib))
            return readAs(PayloadFormat::Zlib, false);
        // Only containers: nearly every byte is a number to one or the other.
        const bool isPackedContainer = (first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf);
        const bool isCborContainer = first >= 0x80 && first <= 0xdb;
        for (const auto &[isCandidate, format] : {std::pair(isPackedContainer, PayloadFormat::MessagePack),
                                                  std::pair(isCborContainer, PayloadFormat::Cbor)}) {
            if (!isCandidate || bytes.size() < 2)
                continue;
            if (readAs(format, false))
                return true;
        }
        return bytes.size() <= MostGuessedDeflate && guessDeflate(bytes);
    }

    /// What can be decompressed by chance is not text then.
    bool guessDeflate(QByteArrayView bytes)
    {
        const auto inflated = inflate(bytes, Compression::Deflate, m_control, MostGuessedDeflate);
        if (!inflated || inflated->isCut || invalidUtf8(inflated->payload.view(), m_control) >= 0
            || inflated->payload.size() < bytes.size() / 2)
            return false;
        return readAs(PayloadFormat::Deflate, false);
    }

    /// False where the content is not in that format. `isAsked`: a person says that it is, and should hear why not.
    bool readAs(PayloadFormat format, bool isAsked)
    {
        const Result<> done = compressionOf(format) ? decompress(*compressionOf(format)) : readValue(format);
        m_isOpen = done && compressionOf(format);
        if (done)
            m_reading.formats << format;
        else if (isAsked || done.error().position < 0) // or else there was no room for the result
            m_reading.note = done.error().position < 0
                ? done.error().text()
                : Texts::tr("It can't be read as %1 (byte %2): %3")
                      .arg(formatName(format), QLocale().toString(done.error().position), done.error().what);
        return done.has_value();
    }

    Result<> decompress(Compression compression)
    {
        const auto inflated = inflate(m_reading.content.view(), compression, m_control);
        if (!inflated)
            return tl::unexpected(inflated.error());
        setContent(inflated->payload);
        if (inflated->isCut)
            m_reading.note =
                Texts::tr("Decompressed up to %1; there is more. Save the payload to decompress all of it.")
                    .arg(QLocale().formattedDataSize(MostInflated));
        return {};
    }

    Result<> readValue(PayloadFormat format)
    {
        const QByteArrayView bytes = m_reading.content.view();
        if (format == PayloadFormat::Json || format == PayloadFormat::Xml) {
            const bool isJson = format == PayloadFormat::Json;
            if (!m_reading.isText())
                return fail(Texts::tr("It is not UTF-8."), {}, m_reading.invalidAt);
            const Result<> checked = isJson ? checkJson(bytes, m_control) : checkXml(bytes, m_control);
            if (checked)
                m_reading.layout = isJson ? LineLayout::Json : LineLayout::Xml;
            return checked;
        }
        if (format == PayloadFormat::Image) {
            if (!hasImageSignature(bytes))
                return fail(Texts::tr("It begins like no image."), {}, 0);
            return {};
        }
        const auto text =
            format == PayloadFormat::Cbor ? cborText(bytes, m_control) : messagePackText(bytes, m_control);
        if (!text)
            return tl::unexpected(text.error());
        m_reading.text = *text;
        m_reading.layout = LineLayout::Json;
        return {};
    }

    WorkControl &m_control;
    Reading m_reading;
    bool m_isOpen = true; ///< There may be another layer.
};

} // namespace

QString formatName(PayloadFormat format)
{
    switch (format) {
    case PayloadFormat::AsSent:
        return Texts::tr("As sent");
    case PayloadFormat::Json:
        return u"JSON"_s;
    case PayloadFormat::Xml:
        return u"XML"_s;
    case PayloadFormat::Gzip:
        return u"gzip"_s;
    case PayloadFormat::Zlib:
        return u"zlib"_s;
    case PayloadFormat::Deflate:
        return u"deflate"_s;
    case PayloadFormat::MessagePack:
        return u"MessagePack"_s;
    case PayloadFormat::Cbor:
        return u"CBOR"_s;
    case PayloadFormat::Image:
        return Texts::tr("Image");
    }
    return {};
}

Reading readPayload(const PayloadBytes &payload, std::optional<PayloadFormat> format, WorkControl &control)
{
    return PayloadReading(payload, control).read(format);
}

bool hasImageSignature(QByteArrayView bytes)
{
    const bool isWebp = bytes.startsWith("RIFF") && bytes.size() > 12 && bytes.sliced(8, 4) == "WEBP";
    // Two letters say little: a BMP also has its own length, and the bytes of its second header's length are 0.
    const bool isBmp = bytes.startsWith("BM") && bytes.size() > 26
        && bytes.sliced(6, 4) == QByteArrayView("\0\0\0\0", 4) && bytes.sliced(15, 3) == QByteArrayView("\0\0\0", 3);
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("GIF87a")
        || bytes.startsWith("GIF89a") || isWebp || isBmp;
}

qint64 invalidUtf8(QByteArrayView bytes, WorkControl &control)
{
    constexpr qsizetype Step = 1 << 18;
    for (qsizetype i = 0; i < bytes.size() && !control.isCancelled();) {
        // A step ends before a character, so that none is torn.
        qsizetype end = std::min(i + Step, bytes.size());
        for (int back = 0; back < 3 && end < bytes.size() && (quint8(bytes[end]) & 0xc0) == 0x80; ++back)
            --end;
        if (!QUtf8StringView(bytes.data() + i, end - i).isValidUtf8()) {
            Utf8Char character = utf8At(bytes, i);
            for (; character.isValid; character = utf8At(bytes, i))
                i += character.length;
            return i;
        }
        i = end;
        control.report(i, bytes.size());
    }
    return -1;
}

} // namespace sonde
