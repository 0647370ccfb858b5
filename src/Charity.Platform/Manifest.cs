using Charity.Platform.Modules;

[assembly: Module(Name = "Platform", Description = "Modules, requests, data, security, recipes, jobs, mail, files and the audit trail.", Category = "Infrastructure")]
