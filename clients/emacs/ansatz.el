;;; ansatz.el --- From a docstring with equations to verified code  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; (load "/path/to/clients/emacs/ansatz.el")
;; (add-hook 'python-mode-hook #'eglot-ensure)
;;
;; Eglot keeps one server for a buffer.  To keep the one you have beside Ansatz, start Ansatz with
;; M-x ansatz-only in the buffers where you want it.

;;; Code:

(require 'eglot)

(defvar ansatz-program "ansatz"
  "The program that is the server, by name or by path.")

(defun ansatz--contact (&rest _)
  "How eglot starts the server."
  (list ansatz-program "serve"))

(add-to-list 'eglot-server-programs '((python-mode python-ts-mode) . ansatz--contact))

(defun ansatz--run (command)
  "Run COMMAND of the server on the region, or at point."
  (let* ((start (if (use-region-p) (region-beginning) (point)))
         (end (if (use-region-p) (region-end) (point)))
         (argument (list :uri (eglot--path-to-uri buffer-file-name)
                         :version eglot--versioned-identifier
                         :range (list :start (eglot--pos-to-lsp-position start)
                                      :end (eglot--pos-to-lsp-position end)))))
    (eglot--signal-textDocument/didChange)
    (plist-put argument :version eglot--versioned-identifier)
    (let ((jsonrpc-default-request-timeout 600))
      (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                       (list :command command :arguments (vector argument))
                       :timeout 600))))

(defun ansatz-generate ()
  "Generate the implementation of the function at point, or of each one in the region."
  (interactive)
  (ansatz--run "ansatz.generate"))

(defun ansatz-validate ()
  "Check the function at point, or each one in the region, against its docstring."
  (interactive)
  (ansatz--run "ansatz.validate"))

(provide 'ansatz)
;;; ansatz.el ends here
