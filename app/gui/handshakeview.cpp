// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/handshakeview.h"

#include "gui/appearance.h"
#include "gui/handshakefacts.h"
#include "gui/phasebar.h"
#include "gui/textview.h"

#include <QEvent>
#include <QJsonDocument>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

enum Block { Request, Response, Body };
constexpr std::array BlockMembers = {"request"_L1, "response"_L1, "body"_L1};

QString colored(const QString &text, const QColor &color)
{
    return u"<span style=\"color:%1\">%2</span>"_s.arg(color.name(), text.toHtmlEscaped());
}

QString codeText(const QString &text)
{
    return u"<span style=\"font-family:'%1'\">%2</span>"_s.arg(monospacedFont().family().toHtmlEscaped(),
                                                               text.toHtmlEscaped());
}

QString rowHtml(const Fact &fact, int labelWidth, const QPalette &palette)
{
    const QColor muted = toneColor(Tone::Muted, palette);
    QString text = fact.isCode ? codeText(fact.text) : fact.text.toHtmlEscaped();
    if (fact.label.isEmpty())
        text = u"<b>"_s + text + u"</b>"_s;
    if (!fact.note.isEmpty())
        text += u" &nbsp;"_s + colored(fact.note, fact.mark == Fact::Mark::Bad ? toneColor(Tone::Bad, palette) : muted);
    const QString mark =
        colored(markText(fact.mark), toneColor(fact.mark == Fact::Mark::Good ? Tone::Good : Tone::Bad, palette));
    if (fact.label.isEmpty())
        return u"<tr><td width=\"18\">%1</td><td colspan=\"2\">%2</td></tr>"_s.arg(mark, text);
    return u"<tr><td width=\"18\">%1</td><td width=\"%2\">%3</td><td>%4</td></tr>"_s.arg(
        mark, QString::number(labelWidth), colored(fact.label, muted), text);
}

/// One table, so that all of its columns are aligned.
QString factsHtml(const QList<FactGroup> &groups, const QFontMetrics &metrics, const QPalette &palette)
{
    int labelWidth = 0;
    for (const FactGroup &group : groups) {
        for (const Fact &fact : group.facts)
            labelWidth = std::max(labelWidth, metrics.horizontalAdvance(fact.label) + metrics.averageCharWidth());
    }
    QString rows;
    for (const FactGroup &group : groups) {
        if (!group.title.isEmpty())
            rows += u"<tr><td colspan=\"3\" style=\"padding-top:8px\"><b>%1</b></td></tr>"_s.arg(
                group.title.toHtmlEscaped());
        for (const Fact &fact : group.facts)
            rows += rowHtml(fact, labelWidth, palette);
    }
    return u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"1\">"_s + rows + u"</table>"_s;
}

} // namespace

HandshakeView::HandshakeView(QWidget *parent)
    : QWidget(parent)
    , m_phases(new PhaseBar(this))
    , m_facts(new QTextEdit(this))
    , m_blocks(new QTabBar(this))
    , m_block(new TextView(this))
    , m_panes(new QSplitter(this))
{
    m_phases->setObjectName(u"handshakePhases"_s);
    m_facts->setObjectName(u"handshakeFacts"_s);
    m_facts->setAccessibleName(tr("What came of the handshake"));
    m_facts->setReadOnly(true);
    m_facts->setTabChangesFocus(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_panes->setObjectName(u"handshakePanes"_s);
    m_panes->setChildrenCollapsible(false);
    m_panes->addWidget(m_facts);
    m_panes->addWidget(makeBlocks());
    m_panes->setStretchFactor(0, 1);
    m_panes->setStretchFactor(1, 1);
    for (int i = 0; i < m_panes->count(); ++i)
        m_panes->widget(i)->setMinimumSize(120, 40); // the log decides how high it can be
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_phases);
    layout->addWidget(m_panes, 1);
    setFocusProxy(m_facts);
}

QWidget *HandshakeView::makeBlocks()
{
    m_blocks->setObjectName(u"handshakeBlocks"_s);
    m_blocks->setAccessibleName(tr("What was on the wire"));
    m_blocks->setDrawBase(false);
    m_blocks->setExpanding(false);
    m_blocks->addTab(tr("Request"));
    m_blocks->addTab(tr("Response"));
    m_blocks->addTab(tr("Body"));
    m_blocks->setCurrentIndex(Response);
    m_block->setObjectName(u"handshakeBlock"_s);
    m_block->setAccessibleName(m_blocks->tabText(Response));
    connect(m_blocks, &QTabBar::currentChanged, this, &HandshakeView::showBlock);
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_blocks);
    layout->addWidget(m_block, 1);
    return page;
}

void HandshakeView::setDetail(const QByteArray &detail)
{
    const QJsonObject told = QJsonDocument::fromJson(detail).object();
    if (told == m_detail)
        return;
    m_detail = told;
    m_phases->setSteps(phaseSteps(m_detail));
    const bool hasBody = !m_detail[BlockMembers[Body]].toString().isEmpty();
    if (!hasBody && m_blocks->currentIndex() == Body)
        m_blocks->setCurrentIndex(Response);
    m_blocks->setTabVisible(Body, hasBody);
    showFacts();
    showBlock();
}

void HandshakeView::showFacts()
{
    const int scrolled = m_facts->verticalScrollBar()->value();
    m_facts->setHtml(factsHtml(handshakeFacts(m_detail), m_facts->fontMetrics(), palette()));
    m_facts->verticalScrollBar()->setValue(scrolled);
}

void HandshakeView::showBlock()
{
    const int shown = m_blocks->currentIndex();
    const QString member = BlockMembers[size_t(shown)];
    m_block->setPlaceholder(missingBlockText(m_detail, member));
    m_block->setAccessibleName(m_blocks->tabText(shown));
    m_block->setText(PayloadBytes(m_detail[member].toString().toUtf8()), LineLayout::Text);
    emit blockChanged();
}

bool HandshakeView::copySelection()
{
    const bool hasFacts = m_facts->textCursor().hasSelection();
    const bool hasBlock = !m_block->selection().isEmpty();
    if (hasFacts && (m_facts->hasFocus() || !hasBlock))
        m_facts->copy();
    else if (hasBlock)
        m_block->copy();
    return hasFacts || hasBlock;
}

/// The colours are in the text.
void HandshakeView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_detail.isEmpty())
        showFacts();
}

} // namespace sonde
