// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/importedmessage.h"

#include "core/jsonreader.h"
#include "exchange/jsonvalues.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Exchange)
};

/// The first of the names that the object has: programs differ.
QByteArrayView anyOf(const JsonMembers &members, std::initializer_list<QLatin1StringView> names)
{
    for (const auto name : names) {
        if (const QByteArrayView value = members.value(name); !value.isNull())
            return value;
    }
    return {};
}

QByteArray plainText(QByteArrayView data)
{
    if (jsonType(data) == '"')
        return jsonStringBytes(data);
    return jsonType(data) == 'n' ? QByteArray() : data.toByteArray(); // Some tools put JSON in as what it is.
}

std::optional<QByteArray> fromBase64(QByteArrayView data)
{
    auto decoded = QByteArray::fromBase64Encoding(plainText(data), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
}

Result<Direction> directionOf(QByteArrayView type)
{
    const QString name = jsonType(type) == '"' ? jsonStringValue(type).toLower() : QString();
    if (name == "send"_L1 || name == "sent"_L1 || name == "out"_L1)
        return Direction::Out;
    if (type.isNull() || name == "receive"_L1 || name == "received"_L1 || name == "in"_L1)
        return Direction::In;
    const QString shown = QString::fromUtf8(type.first(std::min<qsizetype>(type.size(), 40)));
    return fail(Texts::tr("its type is %1, which is neither \"send\" nor \"receive\"").arg(shown));
}

QByteArray eventDetail(const QByteArray &text)
{
    return QJsonDocument(QJsonObject{{u"text"_s, QString::fromUtf8(text)}}).toJson(QJsonDocument::Compact);
}

ImportedMessage errorEvent(QByteArrayView data)
{
    return {.time = {},
            .kind = Kind::Error,
            .direction = Direction::Event,
            .payload = {},
            .detail = eventDetail(plainText(data))};
}

/// Fills in kind and payload by the opcode (RFC 6455 section 5.2).
Result<> readPayload(ImportedMessage &message, int opcode, QByteArrayView data, QByteArrayView exact)
{
    if (opcode == 2) {
        message.kind = Kind::Binary;
        auto bytes = fromBase64(data);
        if (!bytes)
            return fail(Texts::tr("it is binary, but its data is not base64"));
        message.payload = std::move(*bytes);
    } else if (opcode == 9 || opcode == 10) {
        message.kind = opcode == 9 ? Kind::Ping : Kind::Pong;
        message.payload = fromBase64(data).value_or(plainText(data));
    } else if (opcode == 0 || opcode == 1) {
        message.kind = Kind::Text;
        const auto bytes = exact.isNull() ? std::nullopt : fromBase64(exact);
        message.payload = bytes ? *bytes : plainText(data);
    } else {
        return fail(Texts::tr("its opcode is %1, which no message has").arg(opcode));
    }
    return {};
}

} // namespace

Result<ImportedMessage> ImportedMessage::read(QByteArrayView json)
{
    if (jsonType(json) != '{')
        return fail(Texts::tr("it is not a JSON object"));
    const auto members = JsonMembers::read(json);
    if (!members)
        return tl::unexpected(members.error());
    const QByteArrayView data = anyOf(*members, {"data"_L1, "payload"_L1, "text"_L1});
    if (data.isNull())
        return fail(Texts::tr("it has no data"));
    const QByteArrayView number = anyOf(*members, {"opcode"_L1, "opCode"_L1});
    const int opcode = number.isNull() ? 1 : number.toByteArray().toInt();
    const auto time = importedTime(anyOf(*members, {"time"_L1, "timestamp"_L1, "timeStamp"_L1}));
    ImportedMessage message;
    if (members->string("type"_L1) == "error"_L1 || opcode == -1) {
        message = errorEvent(data);
    } else if (opcode == 8) {
        message = errorEvent(data);
        message.kind = Kind::Close;
    } else {
        const auto way = directionOf(members->value("type"_L1));
        if (!way)
            return tl::unexpected(way.error());
        message.direction = *way;
        if (const auto filled = readPayload(message, opcode, data, members->value("_base64"_L1)); !filled)
            return tl::unexpected(filled.error());
    }
    message.time = time;
    return message;
}

std::optional<Timestamp> importedTime(QByteArrayView json)
{
    if (jsonType(json) == '"') {
        const QDateTime time = QDateTime::fromString(jsonStringValue(json), Qt::ISODateWithMs);
        return time.isValid() ? std::optional(Timestamp(milliseconds(time.toMSecsSinceEpoch()))) : std::nullopt;
    }
    const double value = jsonType(json) == '0' ? json.toByteArray().toDouble() : -1;
    if (value < 0 || value > 1e17)
        return std::nullopt;
    // As seconds 1e11 is the year 5138, as milliseconds it is 1973; likewise a thousand times as much.
    const double scale = value < 1e11 ? 1e6 : value < 1e14 ? 1e3 : 1;
    return Timestamp(microseconds(std::llround(value * scale)));
}

} // namespace sonde
