// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/importer.h"

#include "capture/capturefile.h"
#include "core/json.h"
#include "exchange/importedmessage.h"
#include "exchange/jsonvalues.h"
#include "exchange/newcapture.h"
#include "session/details.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Exchange)
};

constexpr qint64 BatchBytes = 8 << 20;

/// Puts what stands in one text into one capture, which is closed when this goes away.
class Importer final
{
public:
    Importer(QByteArrayView json, const QString &capture, const Progress &progress)
        : m_json(json)
        , m_file(capture)
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<qint64> run();

private:
    [[nodiscard]] Result<> readAll();
    [[nodiscard]] Result<> readHar(QByteArrayView log);
    [[nodiscard]] Result<> readEntry(QByteArrayView json, qint64 number);
    [[nodiscard]] Result<> readMessages(QByteArrayView array, qint64 entry);
    [[nodiscard]] Result<> append(const ImportedMessage &message);
    void appendHandshake(const JsonMembers &request, const JsonMembers &response);
    void appendEvent(Kind kind, const QByteArray &detail)
    {
        m_batch.append(m_time, kind, Direction::Event, {}, detail);
    }
    [[nodiscard]] Result<> write();
    [[nodiscard]] tl::unexpected<Error> invalid(const Error &error, QByteArrayView within) const;

    const QByteArrayView m_json;
    CaptureFile m_file;
    const Progress &m_progress;
    Batch m_batch;
    Timestamp m_time = now(); ///< Of the last row; for those that tell none.
    qint64 m_messages = 0;
    qint64 m_connections = 0;
    QByteArrayView m_where; ///< What is being read, for progress.
};

Result<qint64> Importer::run()
{
    if (const auto begun = m_file.begin(); !begun)
        return tl::unexpected(begun.error());
    const Result<> done =
        readAll().and_then([this] { return write(); }).and_then([this] { return m_file.commit().map([](qint64) {}); });
    m_file.close();
    return done.map([this] { return m_messages; });
}

Result<> Importer::readAll()
{
    if (jsonType(m_json) == '[')
        return readMessages(m_json, 0);
    if (const auto checked = jsonType(m_json) == '{' ? Result<>() : checkJson(m_json); !checked)
        return invalid(checked.error(), m_json);
    const auto file = jsonType(m_json) == '{' ? JsonMembers::read(m_json) : JsonMembers();
    if (!file)
        return invalid(file.error(), m_json);
    if (const QByteArrayView log = file->value("log"_L1); jsonType(log) == '{')
        return readHar(log);
    return fail(Texts::tr("This is JSON, but neither a HAR nor an array of messages."),
                Texts::tr("Save a HAR from the network panel of Chrome, or copy its messages."));
}

Result<> Importer::readHar(QByteArrayView log)
{
    const auto members = JsonMembers::read(log);
    if (!members)
        return invalid(members.error(), log);
    const QByteArrayView entries = members->value("entries"_L1);
    if (jsonType(entries) != '[')
        return fail(Texts::tr("The HAR has no entries."), Texts::tr("It may be damaged; save it again."));
    Result<> inner;
    const auto read = forEachElement(entries, [&](QByteArrayView entry, qint64 number) {
        inner = report(m_progress, entry.data() - m_json.data(), m_json.size());
        return inner = inner.and_then([&] { return readEntry(entry, number); });
    });
    if (!read && inner)
        return invalid(read.error(), entries);
    if (read && m_connections == 0) {
        return fail(Texts::tr("There are no WebSocket messages in the HAR."),
                    Texts::tr("Chrome and Edge save them, Firefox does not. Open the network panel before the page "
                              "connects."));
    }
    return read;
}

Result<> Importer::readEntry(QByteArrayView json, qint64 number)
{
    if (jsonType(json) != '{')
        return fail(Texts::tr("Entry %1 of the HAR is not a JSON object.").arg(number));
    const auto entry = JsonMembers::read(json);
    if (!entry)
        return invalid(entry.error(), json);
    const QByteArrayView messages = entry->value("_webSocketMessages"_L1);
    const auto part = [&](QLatin1StringView name) {
        return JsonMembers::read(entry->value(name)).value_or(JsonMembers());
    };
    const JsonMembers request = part("request"_L1);
    const QString url = request.string("url"_L1);
    if (jsonType(messages) != '[' && !url.startsWith("ws:"_L1) && !url.startsWith("wss:"_L1))
        return {};
    ++m_connections;
    m_time = importedTime(entry->value("startedDateTime"_L1)).value_or(m_time);
    if (!url.isEmpty())
        appendEvent(Kind::Attempt, attemptDetail(QUrl(url), 1));
    appendHandshake(request, part("response"_L1));
    return jsonType(messages) == '[' ? readMessages(messages, number) : Result<>();
}

QByteArray headerBlock(const QByteArray &startLine, QByteArrayView headers)
{
    QByteArray block = startLine + "\r\n";
    const auto read = forEachElement(headers, [&block](QByteArrayView json, qint64) -> Result<> {
        const auto header = JsonMembers::read(json);
        // Chrome lists HTTP/2's pseudo header fields, too, whose names begin with a colon.
        if (header && !header->string("name"_L1).startsWith(u':'))
            block += header->string("name"_L1).toLatin1() + ": " + header->string("value"_L1).toLatin1() + "\r\n";
        return {};
    });
    return read ? block + "\r\n" : QByteArray();
}

QString headerValue(QByteArrayView headers, QLatin1StringView name)
{
    QString value;
    (void)forEachElement(headers, [&](QByteArrayView json, qint64) -> Result<> {
        const auto header = JsonMembers::read(json);
        if (header && header->string("name"_L1).compare(name, Qt::CaseInsensitive) == 0)
            value = header->string("value"_L1);
        return {};
    });
    return value;
}

void Importer::appendHandshake(const JsonMembers &request, const JsonMembers &response)
{
    Handshake handshake;
    handshake.status = response.value("status"_L1).toByteArray().toInt();
    handshake.accepted = handshake.status == 101;
    handshake.reasonPhrase = response.string("statusText"_L1);
    const QByteArrayView sent = request.value("headers"_L1);
    const QByteArrayView received = response.value("headers"_L1);
    if (handshake.status <= 0)
        return; // The attempt never got there.
    handshake.subprotocol = headerValue(received, "Sec-WebSocket-Protocol"_L1);
    const QUrl url(request.string("url"_L1));
    const QByteArray path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    handshake.request = headerBlock("GET " + (path.isEmpty() ? QByteArray("/") : path) + " HTTP/1.1", sent);
    const QByteArray statusLine =
        "HTTP/1.1 " + QByteArray::number(handshake.status) + ' ' + handshake.reasonPhrase.toLatin1();
    handshake.response = headerBlock(statusLine, received);
    appendEvent(Kind::Handshake, handshakeDetail(handshake));
}

Result<> Importer::readMessages(QByteArrayView array, qint64 entry)
{
    Result<> inner;
    const auto read = forEachElement(array, [&](QByteArrayView json, qint64 number) -> Result<> {
        m_where = json;
        const auto message = ImportedMessage::read(json);
        if (!message) {
            const QString &reason = message.error().what;
            inner = entry > 0
                ? fail(Texts::tr("Message %1 of entry %2 can't be used: %3.").arg(number).arg(entry).arg(reason))
                : fail(Texts::tr("Message %1 can't be used: %2.").arg(number).arg(reason));
            if (message.error().position >= 0)
                inner = invalid(message.error(), json);
            return inner;
        }
        return inner = append(*message);
    });
    return !read && inner ? invalid(read.error(), array) : read;
}

Result<> Importer::append(const ImportedMessage &message)
{
    m_time = message.time.value_or(m_time);
    m_batch.append(m_time, message.kind, message.direction, message.payload, message.detail);
    ++m_messages;
    return m_batch.bytes() < BatchBytes ? Result<>() : write();
}

/// Hands the batch to the file, and says how far it is.
Result<> Importer::write()
{
    if (const auto inserted = m_file.insert(m_batch); !inserted)
        return inserted;
    if (const auto committed = m_file.commit(); !committed)
        return tl::unexpected(committed.error());
    m_batch = Batch(); // Its bytes had to live until the commit.
    if (const auto begun = m_file.begin(); !begun)
        return begun;
    const qint64 done = m_where.isNull() ? m_json.size() : m_where.data() - m_json.data();
    return report(m_progress, done, m_json.size());
}

/// An error in the JSON itself, with its line.
tl::unexpected<Error> Importer::invalid(const Error &error, QByteArrayView within) const
{
    const qsizetype position = within.data() - m_json.data() + std::max<qsizetype>(error.position, 0);
    const auto before = m_json.first(std::min(position, m_json.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    return fail(Texts::tr("%1 (Line %2, byte %3.)").arg(error.what).arg(line).arg(position),
                Texts::tr("The file may be cut off or damaged; save it again."), position);
}

} // namespace

Result<qint64> importMessages(QByteArrayView json, const QString &capture, const Progress &progress)
{
    if (json.startsWith("\xef\xbb\xbf"))
        json = json.sliced(3); // A byte order mark.
    auto made = NewCapture::at(capture, NewCapture::Existing::Refuse);
    if (!made)
        return tl::unexpected(made.error());
    const auto imported = Importer(json.trimmed(), made->path(), progress).run();
    if (!imported)
        return imported;
    return made->keep().map([&imported] { return *imported; });
}

Result<qint64> importFile(const QString &path, const QString &capture, const Progress &progress)
{
    const auto named = [&path](const QString &reason) {
        return Texts::tr("The file %1 can't be imported: %2").arg(QDir::toNativeSeparators(path), reason);
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(named(file.errorString()), Texts::tr("Check its name and that you may read it."));
    const qint64 size = file.size();
    const uchar *bytes = size > 0 ? file.map(0, size) : nullptr;
    // What can't be mapped, such as a pipe, is loaded.
    const QByteArray loaded = bytes ? QByteArray() : file.readAll();
    const QByteArrayView json = bytes ? QByteArrayView(bytes, size) : QByteArrayView(loaded);
    auto imported = importMessages(json, capture, progress);
    if (!imported)
        imported.error().what = named(imported.error().what);
    return imported;
}

} // namespace sonde
