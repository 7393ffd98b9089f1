// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/logpanel.h"

#include "core/clamped.h"
#include "gui/appearance.h"
#include "gui/detailpane.h"
#include "gui/filterbar.h"
#include "gui/latestview.h"
#include "gui/logview.h"
#include "gui/newestrow.h"
#include "gui/rowcommands.h"
#include "gui/timemodes.h"
#include "session/details.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum Page { Messages, Latest };

} // namespace

LogPanel::LogPanel(CaptureLog &log, QWidget *parent)
    : QWidget(parent)
    , m_log(log)
    , m_openedRows(log.rows())
    , m_views(new QTabBar(this))
    , m_filter(new FilterBar(this))
    , m_view(new LogView(log.model(), this))
    , m_detail(new DetailPane(log, this))
    , m_finding(this)
    , m_commands(new RowCommands(log, *m_view, this))
    , m_counterpart(new QToolButton(this))
    , m_pages(new QStackedWidget(this))
    , m_panes(new QSplitter(Qt::Vertical, this))
{
    m_views->setObjectName(u"logViews"_s);
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->addTab(tr("Messages"));
    m_views->addTab(tr("Latest"));
    m_pages->addWidget(m_view);
    m_panes->setObjectName(u"logPanes"_s);
    m_panes->setChildrenCollapsible(false);
    m_panes->addWidget(m_pages);
    m_panes->addWidget(m_detail);
    m_panes->setStretchFactor(0, 1); // a larger window shows more of the log
    m_panes->setStretchFactor(1, 0);
    m_panes->setSizes({330, 160});
    m_pages->setMinimumHeight(90);
    m_detail->setMinimumHeight(70);
    m_counterpart->setObjectName(u"goToMessage"_s);
    m_counterpart->setText(tr("Go to its message"));
    m_counterpart->hide();
    m_detail->addButton(m_counterpart);

    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_views);
    bar->addWidget(m_filter, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(bar);
    layout->addWidget(m_panes, 1);
    connectParts();
    handleMarks();
    refreshCounts();
}

LogPanel::~LogPanel() = default;

void LogPanel::connectParts()
{
    connect(m_views, &QTabBar::currentChanged, this, [this](int page) {
        m_pages->setCurrentWidget(page == Messages ? static_cast<QWidget *>(m_view) : &latest());
        m_filter->setEnabled(page == Messages);
    });
    connect(m_filter, &FilterBar::changed, this, &LogPanel::applyFilter);
    connect(m_filter, &FilterBar::cancelRequested, this, [this] {
        m_shownJob.cancel(); // what was found so far stays
        m_hitJob.cancel();
        refreshCounts();
    });
    connect(m_filter, &FilterBar::left, this, &LogPanel::focusLog);
    connect(m_filter, &FilterBar::savedFiltersChanged, this, &LogPanel::savedFiltersChanged);
    connect(m_view, &LogView::currentRowChanged, this, &LogPanel::handleRow);
    connect(m_view, &LogView::selectionCountChanged, this, &LogPanel::refreshCounts);
    connect(m_counterpart, &QToolButton::clicked, m_commands, &RowCommands::goToCounterpart);
    connect(m_detail, &DetailPane::errorOccurred, this, &LogPanel::errorOccurred);
    connect(m_detail, &DetailPane::valueChosen, this, &LogPanel::valueChosen);

    connect(m_commands, &RowCommands::filterRequested, m_filter, &FilterBar::addTerm);
    connect(m_commands, &RowCommands::timeReferenceRequested, this, [this](Timestamp time) {
        m_log.model()->setTimeReference(time);
        emit timeModeRequested(u"selected"_s);
    });
    connect(m_commands, &RowCommands::sendRequested, this, &LogPanel::sendRequested);
    connect(m_commands, &RowCommands::editRequested, this, &LogPanel::editRequested);
    connect(m_commands, &RowCommands::errorOccurred, this, &LogPanel::errorOccurred);

    connect(&m_log, &CaptureLog::committed, this, [this](qint64 rows) {
        m_shownJob.setRows(rows);
        m_hitJob.setRows(rows);
        if (m_latest)
            m_latest->setRows(rows);
    });
    connect(&m_log, &CaptureLog::marksChanged, this, &LogPanel::handleMarks);
    connect(m_log.model(), &CaptureModel::rowsInserted, this, [this] {
        returnToRow();
        refreshCounts();
    });
    connect(m_log.model(), &CaptureModel::modelReset, this, &LogPanel::refreshCounts);
    connect(&m_shownJob, &FilterJob::hitsAdded, m_log.model(), &CaptureModel::handleShownAdded);
    connect(&m_hitJob, &FilterJob::hitsAdded, m_log.model(), &CaptureModel::handleHitsAdded);
    for (FilterJob *job : {&m_shownJob, &m_hitJob}) {
        connect(job, &FilterJob::progressed, this, &LogPanel::refreshCounts);
        connect(job, &FilterJob::finished, this, &LogPanel::refreshCounts);
        connect(job, &FilterJob::failed, this, &LogPanel::errorOccurred);
        connect(job, &FilterJob::warned, m_filter, &FilterBar::showTrouble);
    }
}

LatestView &LogPanel::latest()
{
    if (m_latest)
        return *m_latest;
    m_latest = new LatestView(m_log.path(), this);
    m_latest->setFirst(m_log.model()->first());
    m_latest->setRows(m_log.rows());
    if (m_log.rows() > m_openedRows)
        m_latest->setLive();
    m_latest->insertIntoTabOrder(m_view);
    m_pages->addWidget(m_latest);
    connect(m_latest, &LatestView::rowActivated, this, [this](Seq seq) {
        showMessages();
        m_view->goTo(seq);
    });
    return *m_latest;
}

void LogPanel::applyFilter()
{
    if (const auto current = m_view->currentRecord())
        m_returnTo = current->seq;
    CaptureModel *model = m_log.model();
    if (m_filter->shown().isEmpty()) {
        m_shownJob.cancel();
        model->setShown(nullptr);
    } else {
        start(m_shownJob, m_filter->shown());
        model->setShown(m_shownJob.hits());
    }
    if (m_filter->marked().isEmpty() || m_filter->isHiding()) { // where others are hidden, each row is a hit
        m_hitJob.cancel();
        model->setHits(nullptr);
    } else {
        start(m_hitJob, m_filter->marked());
        model->setHits(m_hitJob.hits());
    }
    returnToRow();
    refreshCounts();
}

void LogPanel::returnToRow()
{
    if (!m_returnTo || m_log.model()->rowOf(*m_returnTo) < 0)
        return;
    const Seq seq = *m_returnTo;
    m_returnTo.reset();
    if (!m_view->currentIndex().isValid()) // a person may have chosen another one meanwhile
        m_view->goTo(seq);
}

void LogPanel::start(FilterJob &job, const Filter &filter)
{
    job.start(m_log.path(), filter, m_log.model()->first(), m_log.rows(), m_log.marks());
}

void LogPanel::setFirst(Seq first)
{
    m_log.model()->setFirst(first);
    if (m_latest)
        m_latest->setFirst(first);
    if (!m_filter->shown().isEmpty() || !m_filter->marked().isEmpty())
        applyFilter();
    refreshCounts();
    emit changed();
}

void LogPanel::clear()
{
    setFirst(Seq{m_log.rows() + 1});
}

void LogPanel::showCleared()
{
    setFirst(Seq{1});
}

void LogPanel::jumpToNewest()
{
    showMessages();
    m_view->jumpToNewest();
}

void LogPanel::focusLog()
{
    showMessages();
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void LogPanel::focusFilter()
{
    showMessages();
    m_filter->focusField();
}

void LogPanel::clearFilter()
{
    m_filter->clear();
}

void LogPanel::showMessages()
{
    m_views->setCurrentIndex(Messages);
}

void LogPanel::showLatest()
{
    m_views->setCurrentIndex(Latest);
    latest().focusPath();
}

void LogPanel::showHandshake()
{
    constexpr qint64 FewRows = 10'000;
    m_finding.run(
        m_log.rows() > FewRows,
        [path = m_log.path(), rows = m_log.rows()](WorkControl &control) {
            return newestRow(path, Kind::Handshake, rows, control);
        },
        [this](const Result<std::optional<Record>> &found) {
            if (!found)
                emit errorOccurred(found.error());
            else if (!*found)
                emit errorOccurred({tr("There is no handshake in this log."), tr("Connect first.")});
            else
                goToHandshake(**found);
        });
}

void LogPanel::goToHandshake(const Record &record)
{
    showMessages();
    if (m_log.model()->rowOf(record.seq) >= 0) {
        m_view->goTo(record.seq);
    } else { // A filter hides it, or it was cleared.
        m_view->setCurrentIndex({});
        m_detail->show(record);
    }
    m_detail->focusPretty();
}

void LogPanel::nextHit()
{
    goToHit(1);
}

void LogPanel::previousHit()
{
    goToHit(-1);
}

/// Behind the last one comes the first.
void LogPanel::goToHit(int step)
{
    const CaptureModel *model = m_log.model();
    if (m_filter->marked().isEmpty() || model->rowCount() == 0)
        return;
    const std::optional<Record> current = m_view->currentRecord();
    const int row = current ? model->rowOf(current->seq) : -1;
    if (m_filter->isHiding()) { // then each row is a hit
        const int next = row < 0 && step < 0 ? -1 : row + step;
        m_view->goTo(model->seqAt((next + model->rowCount()) % model->rowCount()));
        return;
    }
    const Seq before{0};
    const Seq behind{m_log.rows() + 1};
    const auto from = [&](Seq seq) { return step > 0 ? model->nextHit(seq) : model->previousHit(seq); };
    auto found = from(current ? current->seq : step > 0 ? before : behind);
    if (!found)
        found = from(step > 0 ? before : behind);
    if (found)
        m_view->goTo(*found);
}

void LogPanel::offerFrames(bool offers)
{
    m_filter->offerFrames(offers);
}

void LogPanel::setCanSend(bool canSend)
{
    m_commands->setCanSend(canSend);
    m_detail->setTakesValues(canSend);
}

void LogPanel::applySettings(const Settings &settings)
{
    m_filter->setSavedFilters(settings.filters);
    m_log.model()->setTimeMode(timeModeFromKey(settings.timeMode));
}

void LogPanel::saveLayout(QByteArray &panes, QByteArray &header) const
{
    panes = m_panes->saveState();
    header = m_view->horizontalHeader()->saveState();
}

void LogPanel::restoreLayout(const QByteArray &panes, const QByteArray &header)
{
    if (!panes.isEmpty())
        m_panes->restoreState(panes);
    if (!header.isEmpty())
        m_view->horizontalHeader()->restoreState(header);
}

ExportDialog::Counts LogPanel::counts() const
{
    return {m_log.rows(), m_log.model()->rowCount(), m_view->selectedCount()};
}

RowSelection LogPanel::rowSelection(ExportDialog::Rows rows) const
{
    RowSelection selection;
    selection.last = Seq{m_log.rows()};
    if (rows == ExportDialog::Rows::Selected) {
        selection.next = [seqs = m_view->selectedSeqs()](Seq seq) {
            const auto found = std::ranges::lower_bound(seqs, seq);
            return found == seqs.end() ? std::nullopt : std::optional(*found);
        };
    } else if (rows == ExportDialog::Rows::Shown) {
        selection.first = m_log.model()->first();
        // A set of its own: the export runs in another thread, and the log's set grows meanwhile.
        if (!m_filter->shown().isEmpty())
            selection.next = [set = *m_shownJob.hits()](Seq seq) {
                return set.contains(seq) ? std::optional(seq) : set.next(seq);
            };
    }
    return selection;
}

void LogPanel::handleRow(int row)
{
    const Record record = row < 0 ? Record{} : m_log.model()->record(row);
    m_counterpart->setVisible(record.kind == Kind::Frame);
    if (toInt(record.seq) == 0)
        m_detail->clear();
    else
        m_detail->show(record);
}

void LogPanel::handleMarks()
{
    m_log.model()->setMarks(m_log.marks());
    // What was decided with the old marks may be wrong now.
    if (m_filter->shown().needsMarks() || m_filter->marked().needsMarks())
        applyFilter();
}

void LogPanel::refreshCounts()
{
    const CaptureModel *model = m_log.model();
    const qint64 all = m_log.rows() - toInt(model->first()) + 1;
    const auto number = [this](qint64 count) { return locale().toString(count); };
    const FilterJob *running = m_shownJob.isRunning() ? &m_shownJob : m_hitJob.isRunning() ? &m_hitJob : nullptr;
    QString text;
    if (m_view->selectedCount() == 2)
        text = differenceText();
    else if (m_filter->shown().isEmpty() && m_filter->marked().isEmpty())
        text = tr("%Ln row(s)", nullptr, clampedToInt(all));
    else if (m_filter->shown().isEmpty())
        text = tr("Hits: %1 of %2").arg(number(m_hitJob.hits()->size()), number(all));
    else
        text = tr("%1 of %2").arg(number(model->rowCount()), number(all));
    if (running && running->total() > 0)
        text += u" (%1 %)"_s.arg(running->scanned() * 100 / running->total());
    m_filter->showCounts(text, running != nullptr);
}

/// Between the two rows that are selected.
QString LogPanel::differenceText() const
{
    const QList<Seq> seqs = m_view->selectedSeqs();
    const CaptureModel *model = m_log.model();
    const Record first = model->record(model->rowOf(seqs[0]));
    const Record second = model->record(model->rowOf(seqs[1]));
    const qint64 bytes = second.size - first.size;
    const QString size = (bytes < 0 ? u"−"_s : u"+"_s) + locale().formattedDataSize(std::abs(bytes));
    return u"Δ %1 · %2"_s.arg(durationText(second.time - first.time), size);
}

} // namespace sonde
