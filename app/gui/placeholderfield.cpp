// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/placeholderfield.h"

#include "gui/placeholderlook.h"
#include "gui/placeholderpopup.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

PlaceholderField::PlaceholderField(QWidget *field, QWidget *viewport, const TabValues &values)
    : QObject(field)
    , m_field(field)
    , m_viewport(viewport)
    , m_values(values)
{
    field->installEventFilter(this);
    if (viewport != field)
        viewport->installEventFilter(this);
    connect(&values, &TabValues::changed, this, &PlaceholderField::markSoon);
}

/// Not at once: the field may be in the middle of what changes its text.
void PlaceholderField::markSoon()
{
    if (std::exchange(m_isMarkDue, true))
        return;
    QMetaObject::invokeMethod(this, &PlaceholderField::mark, Qt::QueuedConnection);
}

void PlaceholderField::mark()
{
    m_isMarkDue = false;
    const QList<PlaceholderMark> marks = m_values.marks(text());
    if (marks.isEmpty() && m_marks.isEmpty())
        return;
    m_marks = marks;
    show(m_marks);
}

void PlaceholderField::complete(bool isTyping)
{
    const bool isOpen = m_popup && m_popup->isVisible();
    if (!isOpen && !isTyping)
        return;
    const QString written = text();
    const qsizetype start = m_field->hasFocus() ? openPlaceholder(written, cursor()) : -1;
    if (start < 0) {
        if (isOpen)
            m_popup->hide();
        return;
    }
    if (!m_popup) {
        m_popup = new PlaceholderPopup(m_field);
        connect(m_popup, &PlaceholderPopup::chosen, this, &PlaceholderField::insert);
    }
    const QRect at = cursorRect();
    m_popup->offer(m_values.completions(QStringView(written).sliced(start, cursor() - start)),
                   {m_viewport->mapToGlobal(at.topLeft()), at.size()}, cursor() > start);
}

void PlaceholderField::insert(const PlaceholderCompletion &completion)
{
    const QString written = text();
    const auto start = int(openPlaceholder(written, cursor()));
    if (start < 0)
        return;
    const bool isClosed = QStringView(written).sliced(cursor()).startsWith(u"}}");
    const int end = cursor() + (completion.isWhole && isClosed ? 2 : 0);
    replace(start, end, completion.text + (completion.isWhole ? u"}}"_s : QString()));
}

QString PlaceholderField::toolTipAt(const QPoint &point) const
{
    const int position = positionAt(point);
    const auto mark = std::ranges::find_if(m_marks, [position](const PlaceholderMark &each) {
        return position >= each.start && position < each.start + each.length;
    });
    return mark == m_marks.end() ? QString() : placeholderToolTip(text(), {*mark});
}

bool PlaceholderField::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (m_popup && m_popup->wantsKey(*static_cast<QKeyEvent *>(event)))
            event->accept();
        break;
    case QEvent::KeyPress: {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (m_popup && m_popup->handleKey(key))
            return true;
        // The field comes first.
        const bool isTyping = !key.text().isEmpty() && key.text().front().isPrint();
        QMetaObject::invokeMethod(
            this, [this, isTyping] { complete(isTyping); }, Qt::QueuedConnection);
        break;
    }
    case QEvent::FocusIn: // Another program may have changed a value.
    case QEvent::PaletteChange:
        markSoon();
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::MouseButtonPress:
        if (m_popup)
            m_popup->hide();
        break;
    case QEvent::ToolTip:
        if (watched != m_viewport)
            break;
        if (const auto *help = static_cast<QHelpEvent *>(event); !toolTipAt(help->pos()).isEmpty()) {
            QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), m_viewport);
            return true;
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace sonde
