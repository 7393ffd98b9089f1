// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectoptions.h"

#include "core/binarytext.h"
#include "profile/address.h"
#include "profile/profile.h"
#include "wire/frames.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

constexpr auto DefaultWait = 1s;
constexpr qint64 MaxUnsent = 256 << 20;

/// A value that must be one of a few words.
template <typename T>
Result<T> choice(const Arguments &arguments, const QString &name, const QList<QPair<QString, T>> &choices)
{
    if (!arguments.isSet(name))
        return choices.first().second;
    QStringList words;
    for (const auto &[word, value] : choices) {
        if (arguments.value(name) == word)
            return value;
        words << word;
    }
    return fail(Texts::tr("--%1 can't be \"%2\".").arg(name, arguments.value(name)),
                Texts::tr("Use one of: %1.").arg(words.join(u", ")));
}

/// "1001" or "4000:a reason"
Result<CloseFrame> closeFrame(const QString &text)
{
    bool isNumber = false;
    CloseFrame frame;
    frame.code = text.section(u':', 0, 0).toUShort(&isNumber);
    frame.reason = text.section(u':', 1);
    if (!isNumber || !isSendableCloseCode(frame.code))
        return fail(Texts::tr("--close can't send \"%1\".").arg(text),
                    Texts::tr("Use 1000 to 1003, 1007 to 1014, or 3000 to 4999, for example --close 4000:bye."));
    if (frame.reason.toUtf8().size() > MaxCloseReason)
        return fail(Texts::tr("The reason of --close has more than %1 bytes.").arg(MaxCloseReason),
                    Texts::tr("Shorten it."));
    return frame;
}

Result<> readRequest(const Arguments &arguments, ConnectOptions &options)
{
    const auto address = parseAddress(arguments.argument());
    if (!address)
        return tl::unexpected(address.error());
    const auto headers = parseHeaders(arguments.values(u"header"_s).join(u'\n'));
    if (!headers)
        return tl::unexpected(headers.error());
    const auto limit = arguments.bytes(u"max-message"_s, MinMessageLimit, MaxMessageLimit);
    if (!limit)
        return tl::unexpected(limit.error());
    options.note = address->note;
    options.request.url = address->url;
    ConnectionOptions &dial = options.request.options;
    dial.headers = *headers;
    dial.subprotocols = arguments.values(u"subprotocol"_s);
    dial.tls = {arguments.value(u"ca"_s), arguments.isSet(u"insecure"_s)};
    dial.maxIncomingMessage = limit->value_or(dial.maxIncomingMessage);
    dial.maxUnsent = MaxUnsent;
    if (!dial.tls.caFile.isEmpty() && !QFileInfo(dial.tls.caFile).isReadable())
        return fail(Texts::tr("The file %1 of --ca can't be read.").arg(dial.tls.caFile),
                    Texts::tr("Check its name and permissions."));
    return checkRequest(options.request).and_then([&options] { return checkHost(options.request.url); });
}

Result<> readInput(const Arguments &arguments, ConnectOptions &options)
{
    const auto sendAs = choice<SendAs>(arguments, u"send-as"_s,
                                       {{u"text"_s, SendAs::Text},
                                        {u"binary"_s, SendAs::Binary},
                                        {u"hex"_s, SendAs::Hex},
                                        {u"base64"_s, SendAs::Base64}});
    if (!sendAs)
        return tl::unexpected(sendAs.error());
    options.sendAs = *sendAs;
    options.readsInput = !arguments.isSet(u"no-input"_s);
    for (const QString &text : arguments.values(u"send"_s)) {
        const auto message = toMessage(text.toUtf8(), *sendAs);
        if (!message)
            return tl::unexpected(message.error());
        options.messages << *message;
    }
    return {};
}

Result<> readOutput(const Arguments &arguments, ConnectOptions &options)
{
    const auto binary = choice<BinaryFormat>(
        arguments, u"binary"_s,
        {{u"hex"_s, BinaryFormat::Hex}, {u"base64"_s, BinaryFormat::Base64}, {u"raw"_s, BinaryFormat::Raw}});
    if (!binary)
        return tl::unexpected(binary.error());
    options.binary = *binary;
    options.record = arguments.value(u"record"_s);
    options.jsonLines = arguments.isSet(u"jsonl"_s);
    options.isQuiet = arguments.isSet(u"quiet"_s);
    return {};
}

Result<> readEnd(const Arguments &arguments, ConnectOptions &options)
{
    const auto count = arguments.number(u"count"_s, 1, std::numeric_limits<qint64>::max());
    const auto timeout = arguments.seconds(u"timeout"_s);
    const auto ping = arguments.seconds(u"ping"_s);
    const bool isForEver = arguments.value(u"wait"_s) == "inf"_L1;
    const auto wait = isForEver ? Result<std::optional<std::chrono::milliseconds>>() : arguments.seconds(u"wait"_s);
    for (const auto *seconds : {&timeout, &ping, &wait}) {
        if (!*seconds)
            return tl::unexpected(seconds->error());
    }
    if (!count)
        return tl::unexpected(count.error());
    options.count = count->value_or(0);
    options.timeout = *timeout;
    options.ping = *ping;
    if (options.ping && *options.ping < 10ms)
        return fail(Texts::tr("--ping needs at least 0.01 seconds."));
    // Whoever counts, or only listens, waits for the server.
    const bool listens = options.count > 0 || (!options.readsInput && options.messages.isEmpty());
    options.wait = *wait;
    if (!arguments.isSet(u"wait"_s) && !listens)
        options.wait = DefaultWait;
    if (arguments.isSet(u"close"_s)) {
        const auto frame = closeFrame(arguments.value(u"close"_s));
        if (!frame)
            return tl::unexpected(frame.error());
        options.close = *frame;
    }
    if (arguments.isSet(u"reconnect"_s) && arguments.isSet(u"no-reconnect"_s))
        return fail(Texts::tr("--reconnect and --no-reconnect contradict each other."), Texts::tr("Leave one out."));
    options.reconnect.enabled = arguments.isSet(u"reconnect"_s);
    return {};
}

} // namespace

Command connectCommand()
{
    return {
        u"connect"_s,
        u"URL"_s,
        Texts::tr("Connect to a WebSocket server."),
        Texts::tr("Each line of standard input is sent as a text message, and each message that comes is written as a "
                  "line to standard output. What happens to the connection is told on standard error. After the end of "
                  "the input, --wait later, the connection is closed."),
        {
            {{u"r"_s, u"record"_s},
             u"FILE"_s,
             Texts::tr("Record everything into a capture, which Sonde opens; one that exists is continued.")},
            {{u"jsonl"_s}, {}, Texts::tr("Write all that happens as JSON Lines, as log --format jsonl does.")},
            {{u"binary"_s},
             u"FORMAT"_s,
             Texts::tr("How binary messages are written: hex (the default), base64, or raw, which adds no line feed.")},
            {{u"s"_s, u"send"_s}, u"TEXT"_s, Texts::tr("Send this first. May be given several times.")},
            {{u"send-as"_s},
             u"FORMAT"_s,
             Texts::tr("What is sent: text (the default), binary (the bytes of the line), or hex or base64, which are "
                       "decoded and sent as binary messages.")},
            {{u"n"_s, u"no-input"_s}, {}, Texts::tr("Do not read standard input.")},
            {{u"w"_s, u"wait"_s},
             u"SECONDS"_s,
             Texts::tr("Stay for so long after everything was sent; inf stays until the server closes. The default is "
                       "1, and inf with --count, or where nothing is to be sent.")},
            {{u"c"_s, u"count"_s}, u"N"_s, Texts::tr("Close after N messages have come.")},
            {{u"t"_s, u"timeout"_s}, u"SECONDS"_s, Texts::tr("Give up after so long, with exit status 7.")},
            {{u"H"_s, u"header"_s},
             u"HEADER"_s,
             Texts::tr("Send a further header field, written as 'Name: value'. May be given several times.")},
            {{u"p"_s, u"subprotocol"_s},
             u"NAME"_s,
             Texts::tr("Offer a subprotocol. May be given several times, the preferred one first.")},
            {{u"ca"_s}, u"FILE"_s, Texts::tr("Trust the authorities in this PEM file, too.")},
            {{u"k"_s, u"insecure"_s}, {}, Texts::tr("Go on although the certificate can't be trusted.")},
            {{u"max-message"_s},
             u"BYTES"_s,
             Texts::tr("The largest message that is taken; may end in k, M or G. The default is 64M.")},
            {{u"ping"_s}, u"SECONDS"_s, Texts::tr("Send a Ping so often, and tell its round trip.")},
            {{u"close"_s}, u"CODE[:REASON]"_s, Texts::tr("What to close the connection with. The default is 1000.")},
            {{u"reconnect"_s}, {}, Texts::tr("Connect again when the connection is lost.")},
            {{u"no-reconnect"_s}, {}, Texts::tr("Do not; this is the default.")},
            {{u"q"_s, u"quiet"_s}, {}, Texts::tr("Tell only errors.")},
        },
        u"  echo '{\"op\":\"ping\"}' | sonde-cli connect wss://example.com/feed\n"
        "  sonde-cli connect -n --count 1 --timeout 2.5 ws://localhost:8080/health\n"
        "  sonde-cli connect -n --record feed.sonde --jsonl wss://example.com/feed | jq .text\n"
        "  sonde-cli connect -H 'Authorization: Bearer 123' -p chat.v2 ws://localhost:8080\n"_s,
    };
}

Result<ConnectOptions> readConnectOptions(const Arguments &arguments)
{
    ConnectOptions options;
    const auto read = readRequest(arguments, options)
                          .and_then([&] { return readInput(arguments, options); })
                          .and_then([&] { return readOutput(arguments, options); })
                          .and_then([&] { return readEnd(arguments, options); });
    return read.map([&options] { return options; });
}

Result<Message> toMessage(const QByteArray &text, SendAs sendAs)
{
    if (sendAs == SendAs::Binary)
        return Message{Opcode::Binary, text};
    if (!text.isValidUtf8())
        return fail(Texts::tr("What is to be sent is not valid UTF-8, so it can't be a text message."),
                    Texts::tr("Use --send-as binary."));
    if (sendAs == SendAs::Text)
        return Message{Opcode::Text, text};
    const QString digits = QString::fromUtf8(text);
    const auto bytes = sendAs == SendAs::Hex ? parseHex(digits) : parseBase64(digits);
    return bytes.map([](const QByteArray &decoded) { return Message{Opcode::Binary, decoded}; });
}

} // namespace sonde::cli
