// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/abusereport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::AbuseReport)
};

constexpr std::array Verdicts = {Verdict::Met, Verdict::Bent, Verdict::Broken, Verdict::Unclear, Verdict::NotRun};

QString cell(QString text)
{
    return text.replace(u'|', u"\\|"_s).replace(u'\n', u' ');
}

} // namespace

int countOf(const AbuseReport &report, Verdict verdict)
{
    return int(
        std::ranges::count_if(report.rows, [=](const AbuseRow &row) { return row.judgement.verdict == verdict; }));
}

QString summaryOf(const AbuseReport &report)
{
    QStringList parts;
    for (const Verdict verdict : Verdicts) {
        if (const int count = countOf(report, verdict); count > 0)
            parts << u"%1 %2"_s.arg(count).arg(verdictText(verdict));
    }
    return parts.join(u", "_s);
}

QByteArray toJson(const AbuseReport &report)
{
    QJsonArray rows;
    for (const AbuseRow &row : report.rows)
        rows.append(QJsonObject{{u"id"_s, row.abuse.id},
                                {u"section"_s, row.abuse.section},
                                {u"what"_s, row.abuse.what},
                                {u"expected"_s, reactionText(row.abuse)},
                                {u"verdict"_s, verdictName(row.judgement.verdict)},
                                {u"seen"_s, row.judgement.text},
                                {u"ms"_s, qint64(row.duration.count())}});
    QJsonObject counts;
    for (const Verdict verdict : Verdicts)
        counts.insert(verdictName(verdict), countOf(report, verdict));
    return QJsonDocument(QJsonObject{{u"address"_s, report.address},
                                     {u"started"_s, report.started.toString(Qt::ISODate)},
                                     {u"counts"_s, counts},
                                     {u"rows"_s, rows}})
        .toJson();
}

QByteArray toMarkdown(const AbuseReport &report)
{
    QString page = u"# "_s + Texts::tr("How %1 takes misbehaviour").arg(report.address) + u"\n\n"_s
        + report.started.toString(Qt::ISODate) + u"\n\n"_s + summaryOf(report) + u"\n\n"_s
        + u"| %1 | %2 | %3 | %4 | %5 |\n| --- | --- | --- | --- | --- |\n"_s.arg(
            Texts::tr("RFC 6455"), Texts::tr("Sent"), Texts::tr("To be done"), Texts::tr("Seen"), Texts::tr("Verdict"));
    for (const AbuseRow &row : report.rows)
        page += u"| %1 | %2 | %3 | %4 | %5 |\n"_s.arg(row.abuse.section, cell(row.abuse.what),
                                                      cell(reactionText(row.abuse)), cell(row.judgement.text),
                                                      verdictText(row.judgement.verdict));
    return page.toUtf8();
}

} // namespace sonde
