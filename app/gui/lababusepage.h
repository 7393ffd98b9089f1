// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "lab/abuserun.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace sonde {

/// Runs the list of misbehaviours against the tab's server, shows what it did, and saves that as a report.
class LabAbusePage final : public QWidget
{
    Q_OBJECT

public:
    explicit LabAbusePage(std::function<Result<Request>()> request, QWidget *parent = nullptr);
    ~LabAbusePage() override;

private:
    void addTable();
    void askToRun();
    void run(const Request &request);
    void showRow(int index);
    void handleFinished();
    void save();
    void showProblem(const Error &error);

    std::function<Result<Request>()> m_request;
    QList<Abuse> m_list;
    std::unique_ptr<AbuseRun> m_run;
    QTableWidget *m_table;
    QLabel *m_summary;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_save;
};

} // namespace sonde
