// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/placeholdertext.h"

#include "gui/placeholderlook.h"

#include <QPlainTextEdit>
#include <QTextBlock>

namespace sonde {

PlaceholderText::PlaceholderText(QPlainTextEdit *editor, const TabValues &values)
    : PlaceholderField(editor, editor->viewport(), values)
    , m_editor(editor)
{
    connect(editor, &QPlainTextEdit::textChanged, this, &PlaceholderText::markSoon);
}

QString PlaceholderText::text() const
{
    return m_editor->toPlainText();
}

int PlaceholderText::cursor() const
{
    return m_editor->textCursor().position();
}

QRect PlaceholderText::cursorRect() const
{
    return m_editor->cursorRect();
}

int PlaceholderText::positionAt(const QPoint &point) const
{
    const QTextCursor cursor = m_editor->cursorForPosition(point);
    // Beyond the end of a line there is nothing.
    const QRect at = m_editor->cursorRect(cursor);
    return cursor.atBlockEnd() && point.x() > at.right() ? -1 : cursor.position();
}

void PlaceholderText::replace(int from, int to, const QString &text)
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    m_editor->setTextCursor(cursor);
}

/// In the layouts, as a QSyntaxHighlighter does, so that the document is not changed by it.
void PlaceholderText::show(const QList<PlaceholderMark> &marks)
{
    QTextDocument *document = m_editor->document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        const auto formats = placeholderFormats(marks, block.position(), block.length(), m_editor->palette());
        if (block.layout()->formats() == formats)
            continue;
        block.layout()->setFormats(formats);
        document->markContentsDirty(block.position(), block.length());
    }
}

} // namespace sonde
