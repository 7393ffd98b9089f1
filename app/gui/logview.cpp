// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/logview.h"

#include "capture/capturemodel.h"
#include "capture/recordtext.h"
#include "core/clamped.h"
#include "gui/appearance.h"
#include "gui/recorddelegate.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QProxyStyle>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

/// Titles with the same distance from the edges as the cells' text, and never bold.
class HeaderStyle final : public QProxyStyle
{
public:
    using QProxyStyle::QProxyStyle;

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        return metric == PM_HeaderMargin ? RecordDelegate::Padding : QProxyStyle::pixelMetric(metric, option, widget);
    }

    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override
    {
        const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (type != CT_HeaderSection || !header || !widget)
            return QProxyStyle::sizeFromContents(type, option, size, widget);
        // QHeaderView measures titles in bold, which takes one more font.
        QStyleOptionHeader plain = *header;
        plain.version = QStyleOptionHeader::Version;
        plain.fontMetrics = widget->fontMetrics();
        return QProxyStyle::sizeFromContents(type, &plain, size, widget);
    }
};

int widestKind(const QFontMetrics &metrics)
{
    int width = 0;
    for (int kind = int(Kind::Attempt); kind <= int(Kind::Frame); ++kind)
        width = std::max(width, metrics.horizontalAdvance(displayName(Kind(kind))));
    return width;
}

} // namespace

LogView::LogView(CaptureModel *model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_newest(new QPushButton(this))
{
    setObjectName(u"log"_s);
    setAccessibleName(tr("Message log"));
    setItemDelegate(new RecordDelegate(this));
    // Before the model: each of these visits all rows that there are.
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    const int height = std::max(fontMetrics().height(), QFontMetrics(monospacedFont()).height());
    verticalHeader()->setDefaultSectionSize(height + 6);
    auto *style = new HeaderStyle;
    style->setParent(horizontalHeader());
    horizontalHeader()->setStyle(style);
    setModel(model);
    setSelectionBehavior(SelectRows);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // else the columns would jump when it appears
    setCornerButtonEnabled(false);
    setUpColumns();

    m_newest->setObjectName(u"jumpToNewest"_s);
    m_newest->setIcon(icon(u"arrow-down-to-line"_s));
    m_newest->setFocusPolicy(Qt::NoFocus);
    m_newest->setCursor(Qt::ArrowCursor);
    m_newest->hide();
    connect(m_newest, &QPushButton::clicked, this, &LogView::jumpToNewest);

    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { handleInserted(first, last); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_missed = 0;
        m_isFollowing = true;
        updateButton();
        emit currentRowChanged(-1);
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::handleScrolled);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) { handleRange(maximum); });
}

void LogView::setUpColumns()
{
    const QFontMetrics mono(monospacedFont());
    const auto digits = [&](const QString &sample) { return mono.horizontalAdvance(sample) + 16; };
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(24);
    const auto fit = [&](int column, int width) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        header->resizeSection(column, std::max(width, header->fontMetrics().horizontalAdvance(title) + 20));
    };
    fit(CaptureModel::Number, digits(u"10000000"_s));
    fit(CaptureModel::Time, digits(u"12:01:02.101"_s));
    fit(CaptureModel::Delta, digits(u"+99.9 ms "_s));
    fit(CaptureModel::DirectionColumn, digits(u"⚑"_s));
    fit(CaptureModel::KindColumn, widestKind(fontMetrics()) + 2 * RecordDelegate::Padding + 4);
    fit(CaptureModel::Size, digits(u"98 304 (12 345)"_s));
}

void LogView::jumpToNewest()
{
    m_isFollowing = true;
    m_missed = 0;
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    updateButton();
}

void LogView::handleInserted(int first, int last)
{
    if (!m_isFollowing) {
        m_missed += last - first + 1;
        updateButton();
    }
}

void LogView::handleScrolled(int value)
{
    m_isFollowing = value >= verticalScrollBar()->maximum();
    if (m_isFollowing)
        m_missed = 0;
    updateButton();
}

void LogView::handleRange(int maximum)
{
    // New rows lengthen the range first; staying at the bottom then means moving along.
    if (m_isFollowing)
        verticalScrollBar()->setValue(maximum);
}

void LogView::updateButton()
{
    m_newest->setVisible(m_missed > 0);
    if (m_missed == 0)
        return;
    const int shown = clampedToInt(m_missed);
    m_newest->setText(tr("%Ln new, jump to the newest", nullptr, shown));
    m_newest->adjustSize();
    const QRect area = viewport()->geometry();
    m_newest->move(area.right() - m_newest->width() - 12, area.bottom() - m_newest->height() - 8);
    m_newest->raise();
}

void LogView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    emit currentRowChanged(current.isValid() ? current.row() : -1);
}

void LogView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionCountChanged();
}

std::optional<Record> LogView::currentRecord() const
{
    const Record record = currentIndex().isValid() ? m_model->record(currentIndex().row()) : Record{};
    return toInt(record.seq) == 0 ? std::nullopt : std::optional(record);
}

QString LogView::previewOf(Seq seq) const
{
    return m_model->index(m_model->rowOf(seq), CaptureModel::Preview).data(CaptureModel::PreviewRole).toString();
}

void LogView::goTo(Seq seq)
{
    const int row = m_model->rowOf(seq);
    if (row < 0)
        return;
    m_isFollowing = row == m_model->rowCount() - 1;
    // Not setCurrentIndex(): with a key held, as of a shortcut, that would add to the selection.
    selectionModel()->setCurrentIndex(m_model->index(row, 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(m_model->index(row, 0), PositionAtCenter);
}

qint64 LogView::selectedCount() const
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

QList<Seq> LogView::selectedSeqs() const
{
    QList<Seq> seqs;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            seqs << m_model->seqAt(row);
    }
    std::ranges::sort(seqs);
    return seqs;
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) // Qt would copy the one cell that is current
        emit copyRequested();
    else
        QTableView::keyPressEvent(event);
}

void LogView::focusInEvent(QFocusEvent *event)
{
    // Else Qt would make the first row current, which nobody asked for.
    if (!currentIndex().isValid() && model()->rowCount() > 0)
        setCurrentIndex(model()->index(model()->rowCount() - 1, 0));
    QTableView::focusInEvent(event);
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    updateButton();
}

void LogView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(viewport()->rect(), Qt::AlignCenter,
                     m_model->isFiltered() ? tr("No row matches the filter.")
                                           : tr("No messages yet. Enter in the address connects."));
}

} // namespace sonde
