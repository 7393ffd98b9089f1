// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/abuserun.h"

#include "lab/abuseprobe.h"
#include "net/credentials.h"

#include <utility>

namespace sonde {

AbuseRun::AbuseRun(const Request &request, const QList<Abuse> &list, QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_mask(secretsOf(request))
    , m_list(list)
{
    QUrl shown = request.url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    shown.setPath(m_mask.apply(shown.path(QUrl::FullyEncoded)));
    m_report.address = shown.toString();
    m_report.started = QDateTime::currentDateTimeUtc();
    for (const Abuse &abuse : list)
        m_report.rows.append({abuse, {Verdict::NotRun, tr("Not run.")}, {}});
}

AbuseRun::~AbuseRun() = default;

void AbuseRun::start()
{
    m_index = -1;
    next();
}

void AbuseRun::cancel()
{
    m_probe.reset();
    if (!std::exchange(m_isFinished, true))
        emit finished();
}

void AbuseRun::next()
{
    if (++m_index >= m_list.size()) {
        cancel();
        return;
    }
    m_probe = std::make_unique<AbuseProbe>(m_request);
    connect(m_probe.get(), &AbuseProbe::finished, this, &AbuseRun::handleFinished);
    m_probe->start(m_list[m_index]);
}

void AbuseRun::handleFinished()
{
    AbuseRow &row = m_report.rows[m_index];
    row.judgement = judge(row.abuse, m_probe->observation());
    row.judgement.text = m_mask.apply(row.judgement.text);
    row.duration = m_probe->duration();
    m_probe.release()->deleteLater(); // it is the sender
    emit judged(m_index);
    if (m_isFinished) // whoever heard it may have cancelled
        return;
    // Where nobody can connect, the others fare no better. Later on it tells that the server has gone.
    if (m_index == 0 && row.judgement.verdict == Verdict::NotRun)
        cancel();
    else
        next();
}

} // namespace sonde
