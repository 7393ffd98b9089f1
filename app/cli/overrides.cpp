// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/overrides.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

constexpr qint64 MaxUnsent = 256 << 20;

/// Those of the command line go before those of the same name in the profile.
void overrideFields(QList<Field> &fields, const QList<Field> &given, Qt::CaseSensitivity sensitivity)
{
    for (const Field &own : given)
        fields.removeIf([&](const Field &f) { return f.name.compare(own.name, sensitivity) == 0; });
    fields << given;
}

Result<QList<Field>> pairs(const Arguments &arguments, const QString &option)
{
    QList<Field> fields;
    for (const QString &text : arguments.values(option)) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return fail(Texts::tr("--%1 needs NAME=VALUE, not \"%2\".").arg(option, text));
        fields.append({text.first(equals), text.sliced(equals + 1)});
    }
    return fields;
}

Result<> overrideTables(const Arguments &arguments, Profile &profile)
{
    const auto headers = parseHeaders(arguments.values(u"header"_s).join(u'\n'));
    if (!headers)
        return tl::unexpected(headers.error());
    QList<Field> fields;
    for (const Header &header : *headers)
        fields.append({QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    overrideFields(profile.headers, fields, Qt::CaseInsensitive);
    for (const auto &[option, table] :
         {std::pair{u"cookie"_s, &profile.cookies}, std::pair{u"query"_s, &profile.query}}) {
        const auto given = pairs(arguments, option);
        if (!given)
            return tl::unexpected(given.error());
        overrideFields(*table, *given, Qt::CaseSensitive);
    }
    return {};
}

Result<> overrideEngine(const Arguments &arguments, ConnectionOptions &options)
{
    const QStringList engines = {u"native"_s, u"qt"_s}; // in the order of Engine
    if (arguments.isSet(u"engine"_s)) {
        const qsizetype engine = engines.indexOf(arguments.value(u"engine"_s));
        if (engine < 0)
            return fail(Texts::tr("--%1 can't be \"%2\".").arg(u"engine"_s, arguments.value(u"engine"_s)),
                        Texts::tr("Use one of: %1.").arg(engines.join(u", ")));
        options.engine = Engine(engine);
    }
    options.offersCompression |= arguments.isSet(u"compress"_s);
    options.isLenient |= arguments.isSet(u"lenient"_s);
    options.recordsFrames |= arguments.isSet(u"frames"_s);
    for (const QString &option : {u"compress"_s, u"lenient"_s, u"frames"_s}) {
        if (!arguments.isSet(option))
            continue;
        if (arguments.isSet(u"engine"_s) && options.engine == Engine::Qt)
            return fail(Texts::tr("--%1 needs Sonde's own engine.").arg(option), Texts::tr("Use --engine native."));
        options.engine = Engine::Native;
    }
    return {};
}

} // namespace

Result<> overrideRequest(const Arguments &arguments, Profile &profile)
{
    ConnectionOptions &options = profile.options;
    const auto limit = arguments.bytes(u"max-message"_s, MinMessageLimit, MaxMessageLimit);
    if (!limit)
        return tl::unexpected(limit.error());
    const auto keepAlive = arguments.seconds(u"keep-alive"_s);
    if (!keepAlive)
        return tl::unexpected(keepAlive.error());
    if (*keepAlive && **keepAlive != 0ms && **keepAlive < 100ms)
        return fail(Texts::tr("--keep-alive needs at least 0.1 seconds, or 0 for none."));
    if (!arguments.argument().isEmpty())
        profile.address = arguments.argument();
    if (arguments.isSet(u"origin"_s))
        profile.origin = arguments.value(u"origin"_s);
    if (arguments.isSet(u"subprotocol"_s))
        options.subprotocols = arguments.values(u"subprotocol"_s);
    options.maxIncomingMessage = limit->value_or(options.maxIncomingMessage);
    options.keepAlive.pingInterval = keepAlive->value_or(options.keepAlive.pingInterval);
    options.followsRedirects |= arguments.isSet(u"follow-redirects"_s);
    options.maxUnsent = MaxUnsent;
    return overrideEngine(arguments, options).and_then([&] { return overrideTables(arguments, profile); });
}

} // namespace sonde::cli
