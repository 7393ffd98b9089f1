// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/placeholders.h"

#include "profile/environment.h"
#include "profile/template.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

tl::unexpected<Trouble> noSuchEnvironment(const QString &name, const QString &folder, const QStringList &existing)
{
    const QString hint = existing.isEmpty() ? Placeholders::tr("Choose another workspace with --workspace.")
                                            : Placeholders::tr("There are: %1.").arg(existing.join(u", "));
    return tl::unexpected(Trouble{{Placeholders::tr("There is no environment \"%1\" in %2.").arg(name, folder), hint},
                                  ExitCode::FileTrouble});
}

Result<VariableLayer> commandLine(const QStringList &pairs)
{
    VariableLayer layer{Placeholders::tr("command line"), {}};
    for (const QString &pair : pairs) {
        const QString name = pair.section(u'=', 0, 0);
        if (!isVariableName(name) || !pair.contains(u'='))
            return fail(Placeholders::tr("--var needs NAME=VALUE, not \"%1\".").arg(pair),
                        Placeholders::tr("A name is made of letters, digits, _, - and . only."));
        layer.variables.prepend({name, pair.section(u'=', 1)}); // of two with one name the last one counts
    }
    return layer;
}

} // namespace

tl::expected<PlaceholderOptions, Trouble> readPlaceholders(const Arguments &arguments, const QString &folder)
{
    PlaceholderOptions options{.folder = folder,
                               .allowsProcessEnvironment = arguments.isSet(u"allow-env"_s),
                               .allowsOutsideFiles = arguments.isSet(u"allow-files"_s)};
    const QStringList switches = {u"profile"_s, u"environment"_s, u"var"_s, u"expand"_s};
    options.areExpanded = std::ranges::any_of(switches, [&](const QString &name) { return arguments.isSet(name); });
    if (!options.areExpanded)
        return options;
    const auto given = orTrouble(commandLine(arguments.values(u"var"_s)));
    if (!given)
        return tl::unexpected(given.error());
    options.layers << *given;
    const QStringList existing = environmentNames(folder);
    const QString chosen = arguments.value(u"environment"_s);
    if (arguments.isSet(u"environment"_s) && !existing.contains(chosen))
        return noSuchEnvironment(chosen, folder, existing);
    for (const QString &name : environmentsInUse(folder, chosen)) {
        const auto layer = orTrouble(environmentLayer(folder, name), ExitCode::FileTrouble);
        if (!layer)
            return tl::unexpected(layer.error());
        options.layers << *layer;
    }
    return options;
}

Placeholders::Placeholders(PlaceholderOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_finder(this)
    , m_echo(this)
{
    VariableSources sources;
    sources.folder = m_options.folder;
    sources.allowsOutsideFiles = m_options.allowsOutsideFiles;
    if (m_options.allowsProcessEnvironment)
        sources.processEnvironment = processVariable;
    sources.secret = [this](const QString &name) -> std::optional<QString> {
        const auto found = m_finder.known().constFind(name);
        if (found != m_finder.known().cend())
            return *found;
        if (!m_lacking.contains(name))
            m_lacking << name;
        return std::nullopt;
    };
    m_variables = Variables(m_options.layers, sources);
}

void Placeholders::settle(const Attempt &attempt, const Done &done)
{
    m_lacking.clear();
    m_hasFailed = false;
    const Variables before = m_variables; // for the counters
    const Result<> outcome = attempt();
    if (outcome || m_lacking.isEmpty())
        return done(outcome);
    m_variables = before;
    m_finder.find(m_lacking, [this, attempt, done](const Result<> &found) {
        if (found)
            settle(attempt, done);
        else
            done(found);
    });
}

Result<Expansion> Placeholders::expand(const QString &text)
{
    if (!m_options.areExpanded)
        return Expansion{text, {}};
    return prepareEcho(text).and_then([&] { return noted(m_variables.expand(text)); });
}

Result<Expansion> Placeholders::preview(const QString &text)
{
    if (!m_options.areExpanded)
        return Expansion{text, {}};
    return prepareEcho(text).and_then([&] { return noted(Variables(m_variables).expand(text)); });
}

Result<> Placeholders::prepareEcho(const QString &text)
{
    if (!needsEcho(text, m_options.layers))
        return {};
    const Result<> listening = m_echo.isListening() ? Result<>() : m_echo.listen();
    if (!listening)
        return listening;
    QList<VariableLayer> layers = m_options.layers;
    layers << echoLayer(u"ws://127.0.0.1:%1"_s.arg(m_echo.port()));
    m_variables.setLayers(layers);
    return {};
}

Result<Expansion> Placeholders::noted(Result<Expansion> expansion)
{
    m_hasFailed = m_hasFailed || !expansion;
    if (expansion) {
        for (const QString &secret : std::as_const(expansion->secrets))
            m_mask.add(secret.toUtf8());
    }
    return expansion;
}

} // namespace sonde::cli
