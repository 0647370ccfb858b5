using Charity.Platform.Modules;

[assembly: Module(Name = "Contents", Description = "Pages, news, notices, menus, media.")]
