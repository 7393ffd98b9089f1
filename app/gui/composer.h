// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection.h"
#include "profile/profile.h"
#include "profile/variables.h"
#include "session/outgoing.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace sonde {

class CloseForm;
class ElidedLabel;
class TabValues;

/// Where a message, a Ping or a Close frame is written and sent from.
class Composer final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Text, Json, Hex, Base64, File, Ping, Close };
    Q_ENUM(Kind)

    explicit Composer(TabValues &values, QWidget *parent = nullptr);

    [[nodiscard]] Kind kind() const;
    void setKind(Kind kind);
    [[nodiscard]] QString text() const; ///< What was typed, or the file's path, or the reason of a Close.
    void setText(const QString &text);
    /// Puts a message here to be changed and sent. Fails where it is larger than what an editor takes.
    [[nodiscard]] Result<> edit(const Message &message);
    void edit(const SavedMessage &message);
    void setStatus(const ConnectionStatus &status);
    void setSendLimits(const SendLimits &limits) { m_sendLimits = limits; }
    void setClearAfterSending(bool clear) { m_clearAfterSending = clear; }
    /// Shows what went wrong with the last message, where the connection goes on.
    void showFailure(const Failure &failure);
    void focusEditor();
    void format(); ///< Sets JSON out over lines.
    void send();
    void save(); ///< Asks for this message to be kept.

signals:
    void edited();
    void secretsUsed(const QStringList &secrets); ///< Of the message that follows.
    void messageReady(const sonde::Message &message);
    void pingReady(const QByteArray &payload);
    void closeReady(const sonde::CloseFrame &frame);
    void saveRequested(const sonde::SavedMessage &message); ///< To be sent again; it has no name yet.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeToolRow();
    QWidget *makeFilePage();
    void makeClosePage();
    void chooseFile();
    void handleKind();
    void check(); ///< Says below the editor whether what stands here could be sent.
    /// What `expanded` stands for, the text or the path as it was typed with its placeholders filled in.
    [[nodiscard]] Result<Message> message(const Result<Expansion> &expanded) const;
    [[nodiscard]] std::optional<MessageKind> messageKind() const; ///< Nothing for a Ping and a Close.
    void sendNow();
    void showHint(const QString &text, bool isError);
    void markMistake(qsizetype position);
    void remember(const QString &text);
    void walkHistory(int step);

    TabValues &m_values;
    QComboBox *m_kind;
    QToolButton *m_format;
    QToolButton *m_save;
    ElidedLabel *m_hint;
    QPushButton *m_send;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_editor;
    CloseForm *m_close = nullptr; ///< Made when it is first needed.
    QLineEdit *m_file = nullptr;
    QStringList m_history; ///< What was sent, oldest first.
    qsizetype m_historyAt = 0;
    SendLimits m_sendLimits;
    bool m_clearAfterSending = false;
    ConnectionState m_state = ConnectionState::Idle;
};

} // namespace sonde
