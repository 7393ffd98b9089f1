// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/lababusepage.h"

#include "gui/appearance.h"
#include "gui/labfields.h"
#include "payload/payloadbytes.h"
#include "payload/workcontrol.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum Column { Section, What, Expected, Seen, VerdictColumn, ColumnCount };

Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Met:
        return Tone::Good;
    case Verdict::Broken:
        return Tone::Bad;
    case Verdict::Bent:
        return Tone::Busy;
    default:
        return Tone::Muted;
    }
}

} // namespace

LabAbusePage::LabAbusePage(std::function<Result<Request>()> request, QWidget *parent)
    : QWidget(parent)
    , m_request(std::move(request))
    , m_list(abuseList())
    , m_table(new QTableWidget(this))
    , m_summary(new QLabel(this))
    , m_start(makeLabButton(u"labRun"_s, tr("Run the list…"), this))
    , m_stop(makeLabButton(u"labStop"_s, tr("Stop"), this))
    , m_save(makeLabButton(u"labSaveReport"_s, tr("Save the report…"), this))
{
    auto *explanation = makeExplanation(
        tr("%n misbehaviour(s) and legal oddities, each on a connection of its own, with the profile's headers and "
           "credentials. Nothing of it goes into the log.",
           nullptr, int(m_list.size())),
        this);
    addTable();
    m_summary->setObjectName(u"labSummary"_s);
    m_summary->setWordWrap(true);
    m_stop->setEnabled(false);
    m_save->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_summary, 1);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explanation);
    layout->addWidget(m_table, 1);
    layout->addLayout(row);
    connect(m_start, &QPushButton::clicked, this, &LabAbusePage::askToRun);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_run->cancel(); });
    connect(m_save, &QPushButton::clicked, this, &LabAbusePage::save);
}

LabAbusePage::~LabAbusePage() = default;

void LabAbusePage::addTable()
{
    m_table->setObjectName(u"labAbuses"_s);
    m_table->setAccessibleName(tr("Misbehaviours"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Section"), tr("Sent"), tr("To be done"), tr("Seen"), tr("Verdict")});
    m_table->setRowCount(int(m_list.size()));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    for (int i = 0; i < m_list.size(); ++i) {
        const QStringList texts = {m_list[i].section, m_list[i].what, reactionText(m_list[i]), QString(), QString()};
        for (int column = 0; column < ColumnCount; ++column)
            m_table->setItem(i, column, new QTableWidgetItem(texts[column]));
    }
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Stretch);
    for (const Column column : {Section, VerdictColumn})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    // Long texts go on in a second line: what a server has to do is not to be guessed from its beginning.
    m_table->setTextElideMode(Qt::ElideNone);
    connect(header, &QHeaderView::sectionResized, m_table, &QTableWidget::resizeRowsToContents);
}

void LabAbusePage::askToRun()
{
    const Result<Request> request = m_request();
    if (!request) {
        showProblem(request.error());
        return;
    }
    const QString host =
        request->url.host().isEmpty() ? unixSocketOf(request->url) : request->url.authority(QUrl::EncodeUnicode);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Abuse list"), tr("Misbehave towards %1?").arg(host),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"labConfirm"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("%n connection(s) will send it what no client should send. That can fill its logs, raise "
           "alarms or, where it is badly made, bring it down. Do it only to a server that is yours.",
           nullptr, int(m_list.size())));
    QPushButton *run = box->addButton(tr("Misbehave towards %1").arg(host), QMessageBox::AcceptRole);
    run->setObjectName(u"labConfirmRun"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(run, &QPushButton::clicked, this, [this, request = *request] { this->run(request); });
    box->open();
}

void LabAbusePage::run(const Request &request)
{
    m_run = std::make_unique<AbuseRun>(request, m_list);
    for (int i = 0; i < m_list.size(); ++i) {
        for (const Column column : {Seen, VerdictColumn})
            m_table->item(i, column)->setText({});
    }
    connect(m_run.get(), &AbuseRun::judged, this, &LabAbusePage::showRow);
    connect(m_run.get(), &AbuseRun::finished, this, &LabAbusePage::handleFinished);
    m_start->setEnabled(false);
    m_stop->setEnabled(true);
    m_save->setEnabled(false);
    m_run->start();
}

void LabAbusePage::showRow(int index)
{
    const AbuseRow &row = m_run->report().rows[index];
    m_table->item(index, Seen)->setText(row.judgement.text);
    QTableWidgetItem *verdict = m_table->item(index, VerdictColumn);
    verdict->setText(verdictText(row.judgement.verdict));
    verdict->setForeground(toneColor(toneOf(row.judgement.verdict), palette()));
    m_table->resizeRowToContents(index);
    m_table->scrollToItem(verdict);
    setTextTone(m_summary, Tone::Muted);
    m_summary->setText(tr("%1 of %2").arg(index + 1).arg(m_list.size()));
}

void LabAbusePage::handleFinished()
{
    m_start->setEnabled(true);
    m_stop->setEnabled(false);
    m_save->setEnabled(true);
    m_summary->setText(summaryOf(m_run->report()));
}

void LabAbusePage::save()
{
    QString filter;
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the report"), tr("abuse-report.md"),
                                                      tr("Markdown (*.md);;JSON (*.json)"), &filter);
    if (path.isEmpty())
        return;
    const bool isJson = path.endsWith(u".json"_s, Qt::CaseInsensitive);
    WorkControl control;
    const Result<> saved =
        savePayload(PayloadBytes(isJson ? toJson(m_run->report()) : toMarkdown(m_run->report())), path, control);
    if (!saved)
        showProblem(saved.error());
}

void LabAbusePage::showProblem(const Error &error)
{
    setTextTone(m_summary, Tone::Bad);
    m_summary->setText(error.text());
}

} // namespace sonde
