// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectoptions.h"

#include "cli/overrides.h"
#include "cli/profileoptions.h"
#include "core/binarytext.h"
#include "wire/frames.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

constexpr auto DefaultWait = 1s;

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

/// Which of the profile's messages --message names.
Result<QList<qsizetype>> savedMessages(const Arguments &arguments, const QList<SavedMessage> &saved)
{
    QList<qsizetype> indexes;
    for (const QString &name : arguments.values(u"message"_s)) {
        const auto found = std::ranges::find(saved, name, &SavedMessage::name);
        if (found != saved.end()) {
            indexes << found - saved.begin();
            continue;
        }
        QStringList names;
        for (const SavedMessage &message : saved)
            names << u'"' + message.name + u'"';
        const QString hint = !arguments.isSet(u"profile"_s) ? Texts::tr("Name the profile that has it with --profile.")
            : names.isEmpty()                               ? Texts::tr("The profile has none.")
                                                            : Texts::tr("There are: %1.").arg(names.join(u", "));
        return fail(Texts::tr("There is no saved message \"%1\".").arg(name), hint);
    }
    return indexes;
}

/// Whether one that goes out repeats, so that there is no end of what is to be sent.
bool repeats(const ConnectOptions &options)
{
    const QList<SavedMessage> &saved = options.profile.messages;
    for (qsizetype i = 0; i < saved.size(); ++i) {
        if (saved[i].period.count() > 0 && (saved[i].onOpen || options.saved.contains(i)))
            return true;
    }
    return false;
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
    options.messages = arguments.values(u"send"_s);
    options.files = arguments.values(u"send-file"_s);
    const auto saved = savedMessages(arguments, options.profile.messages);
    if (!saved)
        return tl::unexpected(saved.error());
    options.saved = *saved;
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
    // Whoever counts, or only listens, waits for the server. What a profile sends on opening is no reason to leave.
    const bool isAskedToSend =
        options.readsInput || !options.messages.isEmpty() || !options.files.isEmpty() || !options.saved.isEmpty();
    const bool listens = options.count > 0 || !isAskedToSend || repeats(options);
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
    options.profile.reconnect.enabled = arguments.isSet(u"reconnect"_s);
    return {};
}

} // namespace

tl::expected<ConnectOptions, Trouble> readConnectOptions(const Arguments &arguments)
{
    const auto chosen = chooseProfile(arguments);
    if (!chosen)
        return tl::unexpected(chosen.error());
    if (arguments.argument().isEmpty() && !arguments.isSet(u"profile"_s))
        return tl::unexpected(Trouble{
            {Texts::tr("URL is missing."), Texts::tr("Give it, or a --profile. See sonde-cli connect --help.")}});
    auto placeholders = readPlaceholders(arguments, chosen->folder);
    if (!placeholders)
        return tl::unexpected(placeholders.error());
    ConnectOptions options;
    options.profile = chosen->profile;
    options.placeholders = std::move(*placeholders);
    auto read =
        overrideRequest(arguments, options.profile)
            .and_then([&] { return overrideTrust(arguments, options.placeholders.areExpanded, options.profile); })
            .and_then([&] { return readInput(arguments, options); })
            .and_then([&] { return readOutput(arguments, options); })
            .and_then([&] { return readEnd(arguments, options); });
    return orTrouble(read.map([&options] { return options; }));
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
