// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/comparewindow.h"

#include "capture/recordtext.h"
#include "core/clamped.h"
#include "gui/appearance.h"
#include "gui/comparedelegate.h"
#include "gui/comparemodel.h"
#include "gui/elidedlabel.h"
#include "session/details.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QGridLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr qsizetype ShownCharacters = 64 * 1024; // Of one side of a difference.
constexpr qsizetype CopiedCharacters = 64 * 1024 * 1024;

QString timeText(Timestamp time)
{
    const auto us = time.time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(us / 1000).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)
        + QString::number(us % 1000).rightJustified(3, u'0');
}

QPlainTextEdit *makeSide(const QString &name, const QString &accessibleName)
{
    auto *edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setReadOnly(true);
    edit->setFont(monospacedFont());
    edit->setWordWrapMode(QTextOption::WrapAnywhere);
    edit->setTabChangesFocus(true);
    edit->setUndoRedoEnabled(false);
    edit->setMinimumHeight(40);
    return edit;
}

void showSide(QPlainTextEdit *edit, const QString &text)
{
    QString shown = text.left(ShownCharacters);
    shown.replace(QChar(0), QChar(0x2400));
    if (shown.size() < text.size())
        shown += u'…';
    edit->setPlainText(shown);
}

} // namespace

CompareWindow::CompareWindow(const Record &a, const QByteArray &payloadA, const Record &b, const QByteArray &payloadB,
                             QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_isPayloadCut(payloadA.size() < a.size || payloadB.size() < b.size)
    , m_verdict(new ElidedLabel(this))
    , m_note(new ElidedLabel(this))
    , m_views(new QTabBar(this))
    , m_position(new QLabel(this))
    , m_previous(new QPushButton(tr("Previous"), this))
    , m_next(new QPushButton(tr("Next"), this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_table(new QTableView(this))
    , m_before(makeSide(u"compareBefore"_s, tr("Before")))
    , m_after(makeSide(u"compareAfter"_s, tr("After")))
{
    const bool isOrdered = a.seq <= b.seq;
    const Record &before = isOrdered ? a : b;
    const Record &after = isOrdered ? b : a;
    setObjectName(u"compareWindow"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare #%L1 and #%L2").arg(toInt(before.seq)).arg(toInt(after.seq)));
    setUpTable();
    auto *sides = new QSplitter(Qt::Horizontal, this);
    sides->setChildrenCollapsible(false);
    sides->addWidget(m_before);
    sides->addWidget(m_after);
    auto *panes = new QSplitter(Qt::Vertical, this);
    panes->setChildrenCollapsible(false);
    panes->addWidget(m_table);
    panes->addWidget(sides);
    panes->setStretchFactor(0, 1);
    panes->setStretchFactor(1, 0);
    panes->setSizes({400, 120});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(makeHeads(before, after));
    layout->addWidget(makeBar());
    layout->addWidget(m_note);
    layout->addWidget(panes, 1);
    resize(900, 600);
    addKeys();
    start(isOrdered ? payloadA : payloadB, isOrdered ? payloadB : payloadA);
}

CompareWindow::~CompareWindow()
{
    // Here, where what it calls is still whole.
    m_worker.request_stop();
    if (m_worker.joinable())
        m_worker.join();
}

QWidget *CompareWindow::makeHeads(const Record &before, const Record &after)
{
    const auto describe = [](const Record &record) {
        return tr("#%L1 · %2 · %3 · %4 · %Ln byte(s)", nullptr, clampedToInt(record.size))
            .arg(toInt(record.seq))
            .arg(displayName(record.direction), displayName(record.kind), timeText(record.time));
    };
    const auto apart = after.time - before.time;
    const qint64 more = after.size - before.size;
    const QString later =
        apart.count() >= 0 ? tr("%1 later").arg(durationText(apart)) : tr("%1 earlier").arg(durationText(-apart));
    const QString larger = more > 0 ? tr("%Ln byte(s) larger", nullptr, clampedToInt(more))
        : more < 0                  ? tr("%Ln byte(s) smaller", nullptr, clampedToInt(-more))
                                    : tr("the same size");
    auto *heads = new QWidget(this);
    auto *grid = new QGridLayout(heads);
    grid->setContentsMargins({});
    grid->setColumnStretch(1, 1);
    const auto addHead = [&](int row, const QString &name, const QString &objectName, const QString &text) {
        auto *label = new ElidedLabel(heads);
        label->setObjectName(objectName);
        label->show(text, palette().color(QPalette::WindowText));
        grid->addWidget(new QLabel(name, heads), row, 0);
        grid->addWidget(label, row, 1);
    };
    addHead(0, tr("Before:"), u"compareHeadBefore"_s, describe(before));
    addHead(1, tr("After:"), u"compareHeadAfter"_s, describe(after) + u" · "_s + later + u", "_s + larger);
    return heads;
}

QWidget *CompareWindow::makeBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    m_views->setObjectName(u"compareViews"_s);
    m_views->setAccessibleName(tr("How to compare"));
    m_views->setDrawBase(false);
    m_views->setExpanding(false);
    m_views->addTab(tr("Structure"));
    m_views->addTab(tr("Lines"));
    m_verdict->setObjectName(u"compareVerdict"_s);
    m_note->setObjectName(u"compareNote"_s);
    m_position->setObjectName(u"comparePosition"_s);
    m_previous->setObjectName(u"comparePrevious"_s);
    m_previous->setToolTip(tr("Previous difference (Shift+F3)"));
    m_next->setObjectName(u"compareNext"_s);
    m_next->setToolTip(tr("Next difference (F3)"));
    m_copy->setObjectName(u"compareCopy"_s);
    m_copy->setToolTip(tr("Copy the selected rows, or all where none is selected"));
    m_cancel->setObjectName(u"compareCancel"_s);
    layout->addWidget(m_views);
    layout->addWidget(m_verdict, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_position);
    for (QPushButton *button : {m_previous, m_next, m_copy}) {
        button->setAutoDefault(false); // Enter belongs to the table.
        layout->addWidget(button);
    }
    m_cancel->setAutoDefault(false);
    connect(m_views, &QTabBar::currentChanged, this, &CompareWindow::showView);
    connect(m_previous, &QPushButton::clicked, this, [this] { walk(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { walk(1); });
    connect(m_copy, &QPushButton::clicked, this, &CompareWindow::copy);
    connect(m_cancel, &QPushButton::clicked, this, &CompareWindow::cancel);
    return bar;
}

void CompareWindow::setUpTable()
{
    m_table->setObjectName(u"compareTable"_s);
    m_table->setAccessibleName(tr("Differences"));
    m_table->setItemDelegate(new CompareDelegate(this));
    m_table->setSelectionBehavior(QTableView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    m_table->setCornerButtonEnabled(false);
    m_table->setMinimumHeight(90);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    const int height = std::max(fontMetrics().height(), QFontMetrics(monospacedFont()).height());
    m_table->verticalHeader()->setDefaultSectionSize(height + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) { activate(index.row()); });
}

void CompareWindow::addKeys()
{
    const auto add = [this](QWidget *where, const QList<QKeySequence> &keys, auto &&handle) {
        auto *action = new QAction(where);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, handle);
        where->addAction(action);
    };
    add(this, {QKeySequence(Qt::Key_F3), QKeySequence(Qt::ALT | Qt::Key_Down)}, [this] { walk(1); });
    add(this, {QKeySequence(Qt::SHIFT | Qt::Key_F3), QKeySequence(Qt::ALT | Qt::Key_Up)}, [this] { walk(-1); });
    add(m_table, {QKeySequence(QKeySequence::Copy)}, [this] { copy(); });
}

void CompareWindow::start(const QByteArray &before, const QByteArray &after)
{
    m_verdict->show(tr("Comparing…"), palette().color(QPalette::WindowText));
    m_note->hide();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_views, m_position, m_previous, m_next, m_copy})
        widget->setEnabled(false);
    m_worker = std::jthread([this, before, after](const std::stop_token &stop) {
        auto comparison = std::make_shared<Comparison>(Comparison::of(before, after, stop));
        if (stop.stop_requested())
            return;
        // The window joins this thread before it goes.
        QMetaObject::invokeMethod(
            this, [this, comparison] { showResult(comparison); }, Qt::QueuedConnection);
    });
}

void CompareWindow::cancel()
{
    m_worker.request_stop();
    m_cancel->hide();
    m_verdict->show(tr("Canceled."), palette().color(QPalette::WindowText));
}

void CompareWindow::showResult(std::shared_ptr<const Comparison> comparison)
{
    if (m_worker.get_stop_token().stop_requested())
        return; // Cancelled when it was just ready.
    m_cancel->hide();
    m_comparison = std::move(comparison);
    if (m_comparison->json)
        m_structure = new JsonCompareModel(m_comparison, this);
    m_lines = new LineCompareModel(m_comparison, this);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_views, m_position, m_previous, m_next, m_copy})
        widget->setEnabled(true);
    m_views->setTabEnabled(Structure, m_structure != nullptr);
    if (!m_structure) {
        m_views->setTabToolTip(
            Structure, m_comparison->noJson ? m_comparison->noJson->text() : tr("The messages are not both JSON."));
    }
    if (!m_comparison->isText)
        m_views->setTabText(ByLine, tr("Bytes"));
    m_note->show(note(), toneColor(Tone::Muted, palette()));
    m_note->setVisible(!m_note->text().isEmpty());
    m_views->setCurrentIndex(m_structure ? Structure : ByLine);
    showView(m_views->currentIndex()); // In case it was the current one.
    m_table->setFocus();
}

void CompareWindow::showView(int view)
{
    if (!m_lines)
        return;
    CompareModel *model = view == Structure && m_structure ? m_structure : m_lines;
    if (m_table->model() == model)
        return;
    const QItemSelectionModel *old = m_table->selectionModel();
    m_table->setModel(model);
    delete old;
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showRow(current.row()); });
    setUpColumns();
    m_verdict->show(verdict(), palette().color(QPalette::WindowText));
    showRow(-1);
    walk(1);
}

void CompareWindow::setUpColumns()
{
    const QFontMetrics mono(monospacedFont());
    const int width = m_table->viewport()->width();
    if (m_table->model() == m_structure) {
        m_table->setColumnWidth(JsonCompareModel::Change, fontMetrics().horizontalAdvance(tr("≠ changed")) + 40);
        m_table->setColumnWidth(JsonCompareModel::Path, width * 3 / 10);
        m_table->setColumnWidth(JsonCompareModel::Before, width * 3 / 10);
        return;
    }
    const qsizetype most = std::max(m_comparison->beforeLines.count(), m_comparison->afterLines.count());
    const QString largest = m_comparison->isText ? QString::number(most) : QString(8, u'0'); // An offset.
    const int number = mono.horizontalAdvance(largest + u" +"_s) + 16;
    m_table->setColumnWidth(LineCompareModel::BeforeNumber, number);
    m_table->setColumnWidth(LineCompareModel::AfterNumber, number);
    // A row of a hex dump is shown whole, if need be by scrolling.
    const int dump = mono.horizontalAdvance(QString(LineCompareModel::DumpCharacters, u'0')) + 16;
    const int text = m_comparison->isText ? 0 : dump;
    m_table->setColumnWidth(LineCompareModel::Before, std::max((width - 2 * number) / 2, text));
    m_table->horizontalHeader()->setMinimumSectionSize(24);
    m_table->setColumnWidth(LineCompareModel::After, text);
    m_table->horizontalHeader()->setStretchLastSection(m_comparison->isText || width > 2 * (number + dump));
}

void CompareWindow::showRow(int row)
{
    const auto *model = qobject_cast<const CompareModel *>(m_table->model());
    showSide(m_before, row < 0 ? QString() : model->before(row));
    showSide(m_after, row < 0 ? QString() : model->after(row));
    refreshPosition();
}

void CompareWindow::walk(int step)
{
    const auto *model = qobject_cast<const CompareModel *>(m_table->model());
    if (!model || model->differences() == 0)
        return;
    const QModelIndex current = m_table->currentIndex();
    const qsizetype at = current.isValid() ? model->differenceAt(current.row()) : -1;
    // From between two differences back means to the one above.
    const bool isInside = step < 0 && at >= 0 && current.row() > model->rowOf(at);
    const qsizetype next = std::clamp<qsizetype>(isInside ? at : at + step, 0, model->differences() - 1);
    m_table->setCurrentIndex(model->index(model->rowOf(next), 0));
    m_table->scrollTo(m_table->currentIndex(), QTableView::EnsureVisible);
}

void CompareWindow::activate(int row)
{
    if (m_table->model() == m_lines)
        m_lines->unfold(row);
}

void CompareWindow::copy()
{
    const auto *model = qobject_cast<const CompareModel *>(m_table->model());
    if (!model)
        return;
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::ranges::sort(rows);
    const int count = rows.empty() ? model->rowCount() : int(rows.size());
    QString text;
    for (int i = 0; i < count && text.size() < CopiedCharacters; ++i)
        text += model->copied(rows.empty() ? i : rows[std::size_t(i)]) + u'\n';
    QApplication::clipboard()->setText(text);
}

QString CompareWindow::verdict() const
{
    if (m_comparison->isEqual)
        return m_isPayloadCut || m_comparison->isCut ? tr("No differences in what was compared.")
                                                     : tr("No differences.");
    if (m_structure && m_structure->differences() == 0)
        return tr("The same JSON. Only white space or the order of members differs.");
    const auto *model = qobject_cast<const CompareModel *>(m_table->model());
    return tr("%Ln difference(s)", nullptr, clampedToInt(model->differences()));
}

QString CompareWindow::note() const
{
    QStringList sentences;
    if (m_isPayloadCut || m_comparison->isCut)
        sentences += tr("Only the first %1 or %L2 lines of each message were compared, and not by structure.")
                         .arg(locale().formattedDataSize(Comparison::mostBytes))
                         .arg(Comparison::mostLines);
    if (m_comparison->noJson)
        sentences += tr("Not compared by structure: %1").arg(m_comparison->noJson->text());
    if (m_comparison->json && !m_comparison->json->isComplete)
        sentences += tr("There are more differences than are listed.");
    if (!m_comparison->lines.isSmallest || (m_comparison->json && !m_comparison->json->isSmallest))
        sentences += tr("The messages differ so much that more may be marked than need be.");
    return sentences.join(u' ');
}

void CompareWindow::refreshPosition()
{
    const auto *model = qobject_cast<const CompareModel *>(m_table->model());
    const qsizetype count = model ? model->differences() : 0;
    const int row = m_table->currentIndex().row();
    const qsizetype at = row < 0 || count == 0 ? -1 : model->differenceAt(row);
    m_position->setText(count == 0 ? QString() : tr("%L1 of %L2").arg(at + 1).arg(count));
    m_previous->setEnabled(count > 0 && (at > 0 || (at == 0 && row > model->rowOf(0))));
    m_next->setEnabled(at + 1 < count);
}

} // namespace sonde
