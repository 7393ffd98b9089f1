// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/harwriter.h"

#include "capture/recordtext.h"
#include "wire/httphead.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace sonde {

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject detailOf(const Record &record)
{
    return QJsonDocument::fromJson(record.detail).object();
}

QJsonObject pair(const QString &name, const QString &value)
{
    return {{u"name"_s, name}, {u"value"_s, value}};
}

QJsonArray headers(const HttpHead &head)
{
    QJsonArray array;
    for (const Header &header : head.headers)
        array.append(pair(QString::fromUtf8(header.name), QString::fromUtf8(header.value)));
    return array;
}

/// The detail has the address as people read it.
QString encodedUrl(const QString &address)
{
    return QString::fromLatin1(QUrl(address).toEncoded());
}

QJsonArray queryString(const QString &url)
{
    QJsonArray array;
    for (const auto &[name, value] : QUrlQuery(QUrl(url)).queryItems(QUrl::FullyDecoded))
        array.append(pair(name, value));
    return array;
}

/// "127.0.0.1:8080" and "[::1]:8080" without the port and the brackets.
QString ipAddress(const QString &peer)
{
    return peer.section(u':', 0, -2).remove(u'[').remove(u']');
}

/// The phases of the handshake as HAR has them, in milliseconds; -1 for what did not happen.
QJsonObject timings(const QJsonObject &handshake, milliseconds receive)
{
    QHash<QString, double> at;
    for (const QJsonValue &phase : handshake["phases"_L1].toArray())
        at.insert(phase["phase"_L1].toString(), phase["us"_L1].toDouble() / 1000.0);
    const double resolved = at.value(u"resolved"_s, 0);
    const double tcp = at.value(u"tcpConnected"_s, resolved);
    const double secure = at.value(u"tlsEncrypted"_s, tcp);
    const double sent = at.value(u"requestSent"_s, secure);
    const double answered = at.value(u"responseReceived"_s, sent);
    const auto known = [&at](const QString &phase, double duration) { return at.contains(phase) ? duration : -1.0; };
    return {{u"blocked"_s, -1},
            {u"dns"_s, known(u"resolved"_s, resolved)},
            {u"connect"_s, known(u"tcpConnected"_s, secure - resolved)}, // HAR counts TLS in.
            {u"ssl"_s, known(u"tlsEncrypted"_s, secure - tcp)},
            {u"send"_s, sent - secure},
            {u"wait"_s, answered - sent},
            {u"receive"_s, std::max(0.0, double(receive.count()) - answered)}};
}

double total(const QJsonObject &timings)
{
    double sum = 0;
    for (const auto &name : {"dns"_L1, "connect"_L1, "send"_L1, "wait"_L1, "receive"_L1})
        sum += std::max(0.0, timings[name].toDouble());
    return sum;
}

/// Seconds since 1970 with all digits of the microseconds, which a double printed by rule might lack.
QByteArray seconds(Timestamp time)
{
    const qint64 us = time.time_since_epoch().count();
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%lld.%06lld", static_cast<long long>(us / 1'000'000),
                                     static_cast<long long>(us % 1'000'000));
    return QByteArray(text.data(), length);
}

int opcode(Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return 1;
    case Kind::Binary:
        return 2;
    case Kind::Ping:
        return 9;
    case Kind::Pong:
        return 10;
    default:
        return -1; // Chrome's, for errors.
    }
}

QByteArrayView messageType(const Record &record)
{
    if (record.kind == Kind::Error)
        return "error";
    return record.direction == Direction::Out ? "send" : "receive";
}

Result<> writeText(Output &output, Payload &payload)
{
    const Result<bool> isValid = payload.isUtf8();
    if (!isValid)
        return tl::unexpected(isValid.error());
    output.write("\"data\":\"");
    const auto written = payload.visitText([&](QByteArrayView part) {
        if (*isValid)
            output.writeEscaped(part);
        else
            output.writeEscaped(QString::fromUtf8(part).toUtf8());
        return output.status();
    });
    if (*isValid || !written)
        return written;
    output.write("\",\"_base64\":\"");
    return writeBase64(output, payload);
}

} // namespace

void HarWriter::begin(Output &output)
{
    output.write("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"Sonde\",\"version\":\"" SONDE_VERSION
                 "\"},\"pages\":[],\"entries\":[");
}

void HarWriter::end(Output &output)
{
    finishEntry(output);
    output.write("\n]}}\n");
}

Result<> HarWriter::write(Output &output, const Record &record, Payload &payload)
{
    look(output, record);
    if (!m_entry)
        m_entry = Entry{.start = record.time, .end = record.time}; // A capture that begins in the middle.
    m_entry->isWanted = true;
    if (opcode(record.kind) < 0 && record.kind != Kind::Error)
        return output.status();
    beginMessages(output);
    output.write(m_entry->hasMessages ? ",\n" : "\n");
    m_entry->hasMessages = true;
    return writeMessage(output, record, payload);
}

void HarWriter::pass(Output &output, const Record &record)
{
    look(output, record);
}

/// Takes from a row what its entry tells.
void HarWriter::look(Output &output, const Record &record)
{
    if (record.kind == Kind::Attempt) {
        finishEntry(output);
        m_entry =
            Entry{.start = record.time, .end = record.time, .url = encodedUrl(detailOf(record)["url"_L1].toString())};
    }
    if (!m_entry)
        return;
    if (record.kind == Kind::Handshake)
        m_entry->handshake = detailOf(record);
    if (record.kind == Kind::Close)
        m_entry->comment = detailOf(record)["text"_L1].toString();
    if (record.kind != Kind::Retry && record.kind != Kind::Notice)
        m_entry->end = std::max(m_entry->end, record.time);
}

Result<> HarWriter::writeMessage(Output &output, const Record &record, Payload &payload)
{
    output.write("{\"type\":\"");
    output.write(messageType(record));
    const QByteArray facts =
        "\",\"time\":" + seconds(record.time) + ",\"opcode\":" + QByteArray::number(opcode(record.kind)) + ',';
    output.write(facts);
    Result<> written;
    if (record.kind == Kind::Text) {
        written = writeText(output, payload);
    } else if (record.kind == Kind::Error) {
        output.write("\"data\":\"");
        output.writeEscaped(detailOf(record)["text"_L1].toString().toUtf8());
    } else {
        output.write("\"data\":\"");
        written = writeBase64(output, payload);
    }
    output.write("\"");
    if (isInFile(record)) // A member of ours, as their names begin with an underscore.
        output.write(QByteArray(",\"_file\":" + compact(detailOf(record)["file"_L1].toObject())));
    output.write("}");
    return written.and_then([&output] { return output.status(); });
}

QJsonObject HarWriter::request(const Entry &entry)
{
    const QByteArray block = entry.handshake["request"_L1].toString().toUtf8();
    return {{u"method"_s, u"GET"_s},
            {u"url"_s, entry.url},
            {u"httpVersion"_s, u"HTTP/1.1"_s},
            {u"headers"_s, headers(parseHttpHead(block))},
            {u"queryString"_s, queryString(entry.url)},
            {u"cookies"_s, QJsonArray()},
            {u"headersSize"_s, block.isEmpty() ? -1 : block.size()},
            {u"bodySize"_s, 0}};
}

QJsonObject HarWriter::response(const Entry &entry)
{
    const QByteArray block = entry.handshake["response"_L1].toString().toUtf8();
    const HttpHead head = parseFinalHead(block);
    const QString body = entry.handshake["body"_L1].toString();
    const QByteArray type = head.value("Content-Type");
    QJsonObject content{{u"size"_s, body.toUtf8().size()},
                        {u"mimeType"_s, type.isEmpty() ? u"x-unknown"_s : QString::fromUtf8(type)}};
    if (!body.isEmpty())
        content.insert(u"text"_s, body);
    return {{u"status"_s, head.status()},
            {u"statusText"_s, head.reasonPhrase()},
            {u"httpVersion"_s, u"HTTP/1.1"_s},
            {u"headers"_s, headers(head)},
            {u"cookies"_s, QJsonArray()},
            {u"content"_s, content},
            {u"redirectURL"_s, QString::fromUtf8(head.value("Location"))},
            {u"headersSize"_s, block.isEmpty() ? -1 : block.size()},
            {u"bodySize"_s, -1}};
}

void HarWriter::beginMessages(Output &output)
{
    if (m_entry->isBegun)
        return;
    m_entry->isBegun = true;
    output.write(m_hasEntries ? ",\n" : "\n");
    m_hasEntries = true;
    const QByteArray start = "{\"_resourceType\":\"websocket\",\"cache\":{},\"request\":" + compact(request(*m_entry))
        + ",\"response\":" + compact(response(*m_entry)) + ",\"startedDateTime\":\"" + isoTime(m_entry->start)
        + "\",\"_webSocketMessages\":[";
    output.write(start);
}

void HarWriter::finishEntry(Output &output)
{
    if (!m_entry || !m_entry->isWanted) {
        m_entry.reset();
        return;
    }
    beginMessages(output);
    const QJsonObject times = timings(m_entry->handshake, duration_cast<milliseconds>(m_entry->end - m_entry->start));
    QJsonObject rest{{u"time"_s, total(times)}, {u"timings"_s, times}};
    if (const QString peer = m_entry->handshake["peer"_L1].toString(); !peer.isEmpty())
        rest.insert(u"serverIPAddress"_s, ipAddress(peer));
    if (!m_entry->comment.isEmpty())
        rest.insert(u"comment"_s, m_entry->comment);
    output.write("],");
    output.write(QByteArrayView(compact(rest)).sliced(1)); // Without its brace; that of the entry is open.
    m_entry.reset();
}

} // namespace sonde
