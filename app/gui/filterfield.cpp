// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/filterfield.h"

#include "capture/filtersyntax.h"
#include "gui/appearance.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QHeaderView>
#include <QInputMethodEvent>
#include <QLabel>
#include <QStandardItemModel>
#include <QTextCharFormat>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

constexpr int StartRole = Qt::UserRole + 1; ///< Of a completion: where what it replaces begins.

} // namespace

FilterField::FilterField(QWidget *parent)
    : QLineEdit(parent)
    , m_mistake(new QLabel(this))
{
    setClearButtonEnabled(true);
    addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    connect(this, &QLineEdit::textEdited, this, &FilterField::complete);

    m_mistake->setObjectName(u"filterMistake"_s);
    m_mistake->setWordWrap(true);
    m_mistake->setMargin(4);
    m_mistake->setAutoFillBackground(true);
    m_mistake->setFrameShape(QFrame::StyledPanel);
    m_mistake->setFocusPolicy(Qt::NoFocus);
    m_mistake->hide();
}

FilterField::~FilterField()
{
    delete m_mistake;
}

void FilterField::showMistake(const Error &error)
{
    setAccessibleDescription(error.text());
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::Window, colors.color(QPalette::Base));
    colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, colors));
    m_mistake->setPalette(colors);
    m_mistake->setText(error.text());
    underline(error.position);
    placeMistake();
    m_mistake->setVisible(hasFocus());
}

void FilterField::clearMistake()
{
    setAccessibleDescription({});
    m_mistake->clear();
    m_mistake->hide();
    underline(-1);
}

QString FilterField::mistake() const
{
    return m_mistake->text();
}

/// QLineEdit formats its text through what input methods send, and in no other way.
void FilterField::underline(qsizetype position)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (position >= 0 && !text().isEmpty()) {
        QTextCharFormat wavy;
        wavy.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wavy.setUnderlineColor(toneColor(Tone::Bad, palette()));
        // At the end there is no character to underline; then it is the last one.
        const int begin = int(std::min<qsizetype>(position, text().size() - 1));
        const qsizetype blank = text().indexOf(u' ', begin);
        const int end = int(blank > begin ? blank : text().size());
        attributes.append({QInputMethodEvent::TextFormat, begin - cursorPosition(), end - begin, wavy});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void FilterField::placeMistake()
{
    if (!window() || m_mistake->text().isEmpty())
        return;
    if (m_mistake->parentWidget() != window())
        m_mistake->setParent(window());
    const int width = std::max(this->width(), 320);
    m_mistake->setFixedWidth(width);
    m_mistake->adjustSize();
    m_mistake->move(mapTo(window(), QPoint(0, height() + 1)));
    m_mistake->raise();
}

void FilterField::makeCompleter()
{
    m_completer = new QCompleter(this);
    m_completions = new QStandardItemModel(m_completer);
    auto *list = new QTreeView;
    list->setRootIsDecorated(false);
    list->setHeaderHidden(true);
    list->setUniformRowHeights(true);
    m_completer->setModel(m_completions);
    m_completer->setPopup(list);
    list->header()->setStretchLastSection(true);
    m_completer->setWidget(this); // and not setCompleter(): it is one word that is completed, not the line
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { insert(index.siblingAtColumn(0).data().toString()); });
}

void FilterField::complete()
{
    if (!m_completer)
        makeCompleter();
    const QList<FilterCompletion> completions = filterCompletions(text(), cursorPosition());
    m_completions->clear();
    // With nothing typed yet a list of everything would only be in the way.
    const bool isAtWord = cursorPosition() > 0 && !text()[cursorPosition() - 1].isSpace();
    if (completions.isEmpty() || !isAtWord) {
        m_completer->popup()->hide();
        return;
    }
    for (const FilterCompletion &completion : completions) {
        auto *item = new QStandardItem(completion.text);
        item->setData(completion.start, StartRole);
        m_completions->appendRow({item, new QStandardItem(completion.explanation)});
    }
    auto *list = qobject_cast<QTreeView *>(m_completer->popup());
    list->setMinimumWidth(420);
    m_completer->complete();
    list->resizeColumnToContents(0);
    list->setCurrentIndex({}); // so that Return goes on applying what was typed
}

void FilterField::insert(const QString &completion)
{
    const QModelIndexList found = m_completions->match(m_completions->index(0, 0), Qt::DisplayRole, completion, 1,
                                                       Qt::MatchExactly | Qt::MatchCaseSensitive);
    if (found.isEmpty())
        return;
    const int start = found.first().data(StartRole).toInt();
    setSelection(start, cursorPosition() - start);
    QLineEdit::insert(completion);
    emit textEdited(text());
}

void FilterField::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    placeMistake();
    m_mistake->setVisible(!m_mistake->text().isEmpty());
}

void FilterField::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        m_mistake->hide();
}

void FilterField::moveEvent(QMoveEvent *event)
{
    QLineEdit::moveEvent(event);
    placeMistake();
}

void FilterField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    placeMistake();
}

} // namespace sonde
