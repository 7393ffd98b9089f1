// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mask.h"
#include "lab/abusereport.h"
#include "net/request.h"

#include <QObject>

#include <memory>

namespace sonde {

class AbuseProbe;

/// Does a list of misbehaviours to a server, one after the other, each on a connection of its own. Ends with the first where
/// no connection can be opened.
class AbuseRun final : public QObject
{
    Q_OBJECT

public:
    AbuseRun(const Request &request, const QList<Abuse> &list, QObject *parent = nullptr);
    ~AbuseRun() override;

    void start();
    void cancel(); ///< `finished` follows at once; what was not done is NotRun.

    [[nodiscard]] const AbuseReport &report() const { return m_report; }

signals:
    void judged(int index); ///< Of the list; the report has it.
    void finished();

private:
    void next();
    void handleFinished();

    Request m_request;
    Mask m_mask; ///< Hides its secrets in the report.
    QList<Abuse> m_list;
    AbuseReport m_report;
    std::unique_ptr<AbuseProbe> m_probe;
    int m_index = 0; ///< The one under way.
    bool m_isFinished = false;
};

} // namespace sonde
