// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/abusecommand.h"

#include "cli/connectcommand.h"
#include "payload/payloadbytes.h"
#include "payload/workcontrol.h"
#include "profile/address.h"
#include "profile/resolve.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

ExitCode exitCode(const AbuseReport &report)
{
    if (countOf(report, Verdict::Broken) > 0)
        return ExitCode::Failed;
    return countOf(report, Verdict::NotRun) > 0 ? ExitCode::Unreachable : ExitCode::Ok;
}

} // namespace

Command abuseCommand()
{
    return {
        u"abuse"_s,
        u"[URL]"_s,
        AbuseCommandRun::tr("Misbehave towards a server, and tell what it does."),
        AbuseCommandRun::tr(
            "Does what RFC 6455 forbids to clients, and what it allows but servers get wrong, each on a connection of "
            "its own, and compares what the server does with what the RFC says. A line for each goes to standard "
            "output: verdict, name, section, what was sent, what was seen. The status is 1 where the server went "
            "against the RFC. Do it only to a server that is yours: it can fill its logs, raise alarms or bring it "
            "down."),
        QList<Option>{
            {{u"yes"_s}, {}, AbuseCommandRun::tr("The server is mine, do it.")},
            {{u"only"_s},
             u"NAME"_s,
             AbuseCommandRun::tr("Only this one. May be given several times; without --yes the list is "
                                 "shown.")},
            {{u"report"_s}, u"FILE"_s, AbuseCommandRun::tr("Write a report, as a page (.md) or for programs (.json).")}}
            + dialOptions(),
        u"  sonde-cli abuse --yes ws://127.0.0.1:8080/\n"
        "  sonde-cli abuse --yes --only rsv2 --only utf8-cut --report abuse.json ws://127.0.0.1:8080/\n"_s};
}

tl::expected<AbuseOptions, Trouble> readAbuseOptions(const Arguments &arguments)
{
    auto dial = readConnectOptions(arguments);
    if (!dial)
        return tl::unexpected(dial.error());
    AbuseOptions options{*dial, abuseList(), arguments.isSet(u"yes"_s), arguments.value(u"report"_s)};
    const auto wrong = [](const QString &what, const QString &hint) {
        return tl::unexpected(Trouble{{what, hint}, ExitCode::Usage});
    };
    if (const QStringList only = arguments.values(u"only"_s); !only.isEmpty()) {
        for (const QString &name : only) {
            if (std::ranges::find(options.list, name, &Abuse::id) == options.list.end())
                return wrong(AbuseCommandRun::tr("There is no misbehaviour called %1.").arg(name),
                             AbuseCommandRun::tr("Leave --yes out to see the list."));
        }
        options.list.removeIf([&](const Abuse &abuse) { return !only.contains(abuse.id); });
    }
    if (!options.report.isEmpty() && !options.report.endsWith(u".md"_s) && !options.report.endsWith(u".json"_s))
        return wrong(AbuseCommandRun::tr("--report does not know what %1 is to hold.").arg(options.report),
                     AbuseCommandRun::tr("Let its name end in .md or .json."));
    return options;
}

AbuseCommandRun::AbuseCommandRun(AbuseOptions options, StandardOutput &standardOutput)
    : m_options(std::move(options))
    , m_standardOutput(standardOutput)
    , m_placeholders(m_options.dial.placeholders)
{
}

AbuseCommandRun::~AbuseCommandRun() = default;

void AbuseCommandRun::start()
{
    m_placeholders.settle([this] { return resolveRequest(); },
                          [this](const Result<> &resolved) {
                              if (resolved) {
                                  run();
                                  return;
                              }
                              complain({m_placeholders.mask().apply(resolved.error().what),
                                        m_placeholders.mask().apply(resolved.error().hint)});
                              emit finished(m_placeholders.hasFailed() ? ExitCode::MissingValue : ExitCode::Usage);
                          });
}

Result<> AbuseCommandRun::resolveRequest()
{
    const auto resolved =
        resolve(m_options.dial.profile, [this](const QString &text) { return m_placeholders.expand(text); });
    if (!resolved)
        return tl::unexpected(resolved.error());
    m_request = {resolved->address.url, resolved->options};
    return checkRequest(m_request);
}

void AbuseCommandRun::run()
{
    if (!m_options.isConfirmed) {
        for (const Abuse &abuse : m_options.list)
            m_standardOutput.write(
                u"%1  %2  %3\n"_s.arg(abuse.id, -26).arg(abuse.section, -6).arg(abuse.what).toUtf8());
        complain({tr("Nothing was done to %1: that is what would be.")
                      .arg(m_placeholders.mask().apply(displayAddress(m_request.url))),
                  tr("Add --yes where the server is yours.")});
        emit finished(ExitCode::Usage);
        return;
    }
    m_run = std::make_unique<AbuseRun>(m_request, m_options.list);
    connect(m_run.get(), &AbuseRun::judged, this, &AbuseCommandRun::writeRow);
    connect(m_run.get(), &AbuseRun::finished, this, &AbuseCommandRun::handleFinished);
    m_run->start();
}

void AbuseCommandRun::writeRow(int index)
{
    const AbuseRow &row = m_run->report().rows[index];
    const QString line = u"%1  %2  %3  %4 %5\n"_s.arg(verdictName(row.judgement.verdict), -7)
                             .arg(row.abuse.id, -26)
                             .arg(row.abuse.section, -6)
                             .arg(row.abuse.what, row.judgement.text);
    m_standardOutput.write(line.toUtf8());
}

void AbuseCommandRun::stop()
{
    m_isInterrupted = true;
    if (m_run)
        m_run->cancel();
    else
        emit finished(ExitCode::Failed);
}

void AbuseCommandRun::handleFinished()
{
    const AbuseReport &report = m_run->report();
    say(summaryOf(report));
    if (!m_options.report.isEmpty()) {
        WorkControl control;
        const bool isJson = m_options.report.endsWith(u".json"_s);
        const Result<> saved =
            savePayload(PayloadBytes(isJson ? toJson(report) : toMarkdown(report)), m_options.report, control);
        if (!saved) {
            complain(saved.error());
            emit finished(ExitCode::FileTrouble);
            return;
        }
    }
    emit finished(m_isInterrupted ? ExitCode::Failed : exitCode(report));
}

} // namespace sonde::cli
